"""Whether the tests would notice: each rule of the procedure taken out in turn, and its marked tests run.

python -m tools.rules_out                 all rules (some minutes)
python -m tools.rules_out RULE …          these
python -m tools.rules_out --every 12      every twelfth, as a short form
"""
