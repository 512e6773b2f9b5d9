"""What bplib is compared with: slopes, a scalar tape, loops over plain floats, and the networks to compare on.

`differences.py` measures slopes and knows nothing of backpropagation; `tape.py` is a reverse-mode differentiation of
single floats, with which `loops.py` computes whole networks number by number. Neither uses bplib's arithmetic.
"""
