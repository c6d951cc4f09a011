"""What several rooms show of the same noun: a referral read back, the lines of somebody who was found."""
