"""The flywheel: what referrals and initiatives will bring, how far 39 is, and how well we foresaw it before.

Pure and deterministic: standard library only, no random numbers; the same log and day give the same answer. The model
is called `flow-1`; `docs/forecast.md` tells it in words and shows how well its bands hold.
"""

MODEL = "flow-1"
"""The name under which a forecast is kept, so that one made by another model is never scored as ours."""
