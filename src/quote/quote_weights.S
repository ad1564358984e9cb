/* The quote reader's weights (quote_weights.md), as they lie in their file. */
    .section .rodata
    .balign 64
    .globl stm_quote_weights
    .hidden stm_quote_weights
    .type stm_quote_weights, %object
stm_quote_weights:
    .incbin "quote/quote_weights.bin"
    .globl stm_quote_weights_end
    .hidden stm_quote_weights_end
stm_quote_weights_end:
    .size stm_quote_weights, stm_quote_weights_end - stm_quote_weights
    .section .note.GNU-stack,"",%progbits
