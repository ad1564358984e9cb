#include "engine/run.h"

#include "base/alloc.h"
#include "claim/claims.h"
#include "engine/corrections.h"
#include "engine/stages.h"
#include "extract/extract.h"
#include "group/group.h"
#include "match/match.h"
#include "match/rewrites.h"
#include "quote/speakers.h"
#include "trace/trace.h"

#include "base/banned.h"

static stm_status read_articles(stm_run *run, stm_error *err)
{
    STM_TRY(stm_stage_load(run, err));
    STM_TRY(
        stm_articles_compare(run->articles, run->n_articles, &run->arena, err));
    stm_stage_name_outlets(run, run->articles, run->n_articles);
    stm_stage_leave_out(run);
    STM_TRY(stm_corrections_recall(run, err));
    STM_TRY(stm_corrections_to_articles(run, err));
    run->pile.articles = run->articles;
    run->pile.n_articles = run->n_articles;
    return STM_OK;
}

static stm_status match_passages(stm_run *run, stm_error *err)
{
    stm_match_opts opts = STM_MATCH_OPTS_DEFAULT;
    opts.days_apart = run->options.days_apart;
    opts.memory_bytes = run->options.memory_bytes;
    return stm_matches_from_articles(&run->pile, run->pool, &opts, &run->arena,
                                     &run->pile.matches, &run->pile.n_matches,
                                     err);
}

static stm_status group_stories(stm_run *run, stm_error *err)
{
    stm_stories stories = {0};
    STM_TRY(stm_stories_from_articles(&run->pile, run->pool, &run->arena,
                                      &stories, err));
    run->pile.stories = stories.stories;
    run->pile.n_stories = stories.n_stories;
    run->pile.story_of = stories.story_of;
    STM_TRY(stm_corrections_to_stories(run, err));
    return stm_rewrites_from_stories(&run->pile, run->pool, &run->arena,
                                     &run->pile.matches, &run->pile.n_matches,
                                     err);
}

static stm_status attribute_speech(stm_run *run, stm_error *err)
{
    STM_TRY(stm_stage_cut(run, err));
    STM_TRY(stm_stage_quote(run, err));
    STM_TRY(stm_speakers_from_attributions(
        &run->pile, &run->words, run->attributions, run->pile.n_attributions,
        &run->arena, &run->pile.speakers, &run->pile.n_speakers, err));
    return stm_corrections_to_speakers(run, err);
}

static stm_status gather_claims(stm_run *run, stm_error *err)
{
    STM_TRY(stm_claims_from_stories(&run->pile, run->pool, &run->arena,
                                    &run->claims, &run->pile.n_claims, err));
    run->pile.claims = run->claims;
    return STM_OK;
}

static stm_status trace_origins(stm_run *run, stm_error *err)
{
    stm_lineage lineage = {0};
    STM_TRY(stm_lineage_from_matches(&run->pile, &run->arena, &lineage, err));
    run->pile.edges = lineage.edges;
    run->pile.n_edges = lineage.n_edges;
    run->pile.lost = lineage.lost;
    run->pile.n_lost = lineage.n_lost;
    STM_TRY(stm_origins_from_claims(&run->pile, run->claims, run->pile.n_claims,
                                    &run->arena, err));
    return stm_stage_index(run, err);
}

stm_status stm_run_pipeline(stm_run *run, stm_stage stage, stm_error *err)
{
    static const struct {
        const char *name;
        stm_status (*run)(stm_run *, stm_error *);
    } steps[] = {
        [STM_STAGE_EXTRACT] = {"reading", read_articles},
        [STM_STAGE_MATCH] = {"matching passages", match_passages},
        [STM_STAGE_GROUP] = {"grouping stories", group_stories},
        [STM_STAGE_QUOTE] = {"reading speech", attribute_speech},
        [STM_STAGE_CLAIM] = {"gathering claims", gather_claims},
        [STM_STAGE_TRACE] = {"tracing origins", trace_origins},
    };
    for (uint32_t i = 0; i <= (uint32_t)stage; i++) {
        if (!stm_run_progress(run, steps[i].name, 0, 0))
            return stm_fail(err, STM_ERR_CANCEL, 0, "stopped");
        STM_TRY(steps[i].run(run, err));
        stm_run_tell(run);
    }
    return STM_OK;
}
