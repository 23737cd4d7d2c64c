"""The kinds of attribute, one file each; every module here with a constant KIND is one."""
