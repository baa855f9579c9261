# Lists of words, such as the names of interfaces. A list is one argument, so it is passed on in quotes.
# prefix: words

# words_count LIST
# shellcheck disable=SC2086 # each one counts
words_count() { set -- $1; echo $#; }

# words_have LIST WORD
words_have() { case " $1 " in *" $2 "*) ;; *) return 1 ;; esac; }
