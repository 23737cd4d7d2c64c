"""The actions of the window, one file a subject."""

from __future__ import annotations

from annotator.app.actions.action import Action
from annotator.app.actions.agreement_actions import AGREEMENT_ACTIONS
from annotator.app.actions.document_actions import DOCUMENT_ACTIONS
from annotator.app.actions.edit_actions import EDIT_ACTIONS
from annotator.app.actions.file_actions import FILE_ACTIONS
from annotator.app.actions.fragment_actions import FRAGMENT_ACTIONS
from annotator.app.actions.relation_actions import RELATION_ACTIONS
from annotator.app.actions.repair_actions import REPAIR_ACTIONS
from annotator.app.actions.review_actions import REVIEW_ACTIONS
from annotator.app.actions.span_actions import SPAN_ACTIONS
from annotator.app.actions.suggestion_actions import SUGGESTION_ACTIONS
from annotator.app.actions.talk_actions import TALK_ACTIONS
from annotator.app.actions.team_actions import TEAM_ACTIONS
from annotator.app.actions.view_actions import VIEW_ACTIONS

#: Every action but those of the labels, which come from the project's schema.
ACTIONS: tuple[Action, ...] = (
    *SPAN_ACTIONS,
    *FRAGMENT_ACTIONS,
    *RELATION_ACTIONS,
    *TALK_ACTIONS,
    *SUGGESTION_ACTIONS,
    *REVIEW_ACTIONS,
    *AGREEMENT_ACTIONS,
    *REPAIR_ACTIONS,
    *EDIT_ACTIONS,
    *DOCUMENT_ACTIONS,
    *TEAM_ACTIONS,
    *VIEW_ACTIONS,
    *FILE_ACTIONS,
)
