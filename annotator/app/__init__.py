"""The window: joins a project to widgets."""
