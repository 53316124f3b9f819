"""Letters of an eviction case, in plain Danish and English, from versioned templates.

A template is a function from Facts to blocks, one module a kind of letter, in VERSIONS by language and
number. The newest is written with; a letter keeps its words (EvictionLetter.content), so that it can be
printed again as it was. To change what a letter says: add a function with the next number, and leave the old
one.

The words are in the letter's language, whatever the screen's is, so they are not translated.
"""
