"""Rebuild the event model, its calibration and its card: `python -m training`."""

from training import calibrate, card, train

train.main()
calibrate.main()
card.main()
