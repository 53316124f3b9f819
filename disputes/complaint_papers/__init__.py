"""Papers about complaints that are no letters: the form somebody fills in by hand, the log of what happens,
and the file as it stands. The form and the log are in Danish and English, in the paper's language whatever
the screen's is, so their words are not translated."""
