"""What keeps HQ standing: its certificates, its configuration, backups, the way back from one."""
