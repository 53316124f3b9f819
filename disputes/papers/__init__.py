"""What is handed to a party of a mediation on paper, in Danish or English.

A paper is for one party. It is made of what all of them may know: letters and names, where and when, the
words of the agreement, who accepted it. No function here is given a room, a telephone number or what the
dispute is about, so that none can end on it.

The words are in the paper's language, whatever the screen's is, so they are not translated.
"""
