/* Which publisher an outlet belongs to: a small table, by host or name. */
#ifndef STM_CLAIM_FAMILIES_H
#define STM_CLAIM_FAMILIES_H

#include "model/article.h"

/*
 * The family of an article's outlet: from the table (its site or its outlet,
 * without "www."), else the site, else the outlet's name; "" where neither
 * is known. Static or borrowed from the article.
 */
stm_slice stm_family_of(const stm_article *article);

/* The outlet as it is counted: its name, else its site, "" unknown. */
stm_slice stm_outlet_of(const stm_article *article);

#endif
