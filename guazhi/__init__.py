"""Guazhi runs secondment programmes: policy, obligation, evidence, standing."""
