"""The screens of rights files: depositing one, following it, examining it."""
