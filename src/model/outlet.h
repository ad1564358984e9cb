/*
 * Who published an article: how its outlet is called and to which publisher
 * it belongs. A table ships with the program, a person's own goes before it.
 */
#ifndef STM_MODEL_OUTLET_H
#define STM_MODEL_OUTLET_H

#include "base/arena.h"
#include "base/map.h"
#include "model/article.h"

/* One row of a person's table. */
typedef struct stm_outlet {
    stm_slice match;  /* the outlet as articles have it: its name or site */
    stm_slice family; /* "" as the program's own table has it */
    stm_slice name;   /* how it is to be called, "" as the article has it */
} stm_outlet;

/* A person's table. */
typedef struct stm_outlets {
    const stm_outlet *items; /* items[n_items] */
    uint32_t n_items;
    stm_map index; /* items[i].match in lower case, without www. -> i */
} stm_outlets;

void stm_outlets_init(stm_outlets *self);
void stm_outlets_release(stm_outlets *self);

/*
 * Fills the table from the text of a file: a line an outlet, columns parted
 * by "|" or tabs: its name or site, the family, the name to show; the last
 * may be left out. Lines that are empty or begin with "#" are passed over. Of
 * two lines for one outlet the first holds. A line without a family and a
 * name tells nothing: the number of the first such is put in *bad_line, else
 * 0. Slices lie in `text` and the arena. Error: STM_ERR_NOMEM.
 */
STM_WARN_UNUSED stm_status stm_outlets_from_text(stm_slice text,
                                                 stm_arena *arena,
                                                 stm_outlets *self,
                                                 uint32_t *bad_line);

/*
 * Gives an article the name and the family that a table has for its outlet
 * (looked up by site, then by name), a person's before the program's own.
 * What is in neither is left alone.
 */
void stm_outlets_apply(const stm_outlets *self, stm_article *article);

/* The outlet as it is shown and counted: its name, else its site, or "". */
stm_slice stm_article_outlet(const stm_article *article);

/* The family as it is counted: as a table had it, else the outlet itself. */
stm_slice stm_article_family(const stm_article *article);

#endif
