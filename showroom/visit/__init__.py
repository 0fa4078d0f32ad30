"""来店登记: who came, why, and who follows up."""
