"""Speed, measured: ratios to a bare Django view on the same data, in one run.

``world`` fills a throw-away database of a given size, ``measures`` times what is asked, ``bare``
holds the views compared with, ``suite`` measures one size and ``rosters`` an import. Each size is
built and measured by processes of its own (``python -m guazhi.benchmark``), so that the memory of
one does not show in another and the configured data are out of reach; ``places`` makes their
databases, ``run`` starts them, ``goals`` judges the figures and ``report`` prints them.
"""
