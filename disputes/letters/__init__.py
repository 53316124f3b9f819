"""Letters of a complaint in plain Danish and English: what the templates propose, which a person reads and
puts right before it is sent. The words are in the letter's language, whatever the screen's is, so they are
not translated."""
