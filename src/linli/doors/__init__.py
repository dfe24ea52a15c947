"""What every door needs: the actor, sign-in, refusals, strictness, logs."""
