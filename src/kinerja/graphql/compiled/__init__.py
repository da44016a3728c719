"""Compiled reads: a whole selection as one SQL statement that gives the bytes of the answer.

The ordinary resolvers stay the reference: what is not compiled here, and whatever fails, is answered by them.
Everything is read through the declarations of the types; a type or field is compiled by being declared.
"""
