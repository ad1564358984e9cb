#include "report/tree_layout.h"

#include <string.h>

#include "base/size.h"

#include "base/banned.h"

#define NODES_DRAWN 90u /* rows of the drawing */
#define STACK_OVER 5u   /* whole copies of one text that become a stack */
#define AXIS_X 262.0    /* the axis, within 960 */
#define AXIS_END 930.0
#define PANEL_GAP 30.0
#define PANEL_MIN 92.0
#define LONG_GAP 720     /* minutes without a report that part panels */
#define CHILD_APART 34.0 /* from a parent's middle to a child's */

int64_t stm_tree_minute(stm_date date)
{
    const int32_t day = stm_date_day_number(date);
    if (day == STM_NO_DAY)
        return INT64_MAX;
    if (date.precision < STM_DATE_MINUTE)
        return (int64_t)day * 1440 + 720;
    return (int64_t)day * 1440 + date.hour * 60 + date.minute;
}

/* Nodes while the forest grows: reports first, then lost texts. */
typedef struct forest {
    const stm_view *view;
    stm_tree_node *nodes;
    uint32_t n;
    uint32_t *set;      /* set[n]: union of what hangs together */
    uint32_t *children; /* children[n]: how many */
    uint32_t *order;    /* order[n]: all nodes by time */
    bool *is_linked;    /* is_linked[n]: has a line */
    bool *is_stacked;   /* is_stacked[n]: drawn in another's stack */
} forest;

static uint32_t find_set(forest *f, uint32_t i)
{
    while (f->set[i] != i) {
        f->set[i] = f->set[f->set[i]];
        i = f->set[i];
    }
    return i;
}

static bool make_forest(const stm_view *view, stm_arena *arena, forest *f)
{
    f->view = view;
    f->n = view->n_reports + view->n_lost;
    f->nodes = stm_arena_alloc(arena, f->n, sizeof *f->nodes);
    f->set = stm_arena_alloc(arena, f->n, sizeof *f->set);
    f->children = stm_arena_alloc(arena, f->n, sizeof *f->children);
    f->order = stm_arena_alloc(arena, f->n, sizeof *f->order);
    f->is_linked = stm_arena_alloc(arena, f->n, sizeof *f->is_linked);
    f->is_stacked = stm_arena_alloc(arena, f->n, sizeof *f->is_stacked);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < f->n; i++) {
        stm_tree_node *node = &f->nodes[i];
        *node = (stm_tree_node){.kind = STM_TREE_REPORT,
                                .row = i,
                                .lost = STM_NONE,
                                .n_stack = 1,
                                .parent = STM_NONE,
                                .edge = STM_NONE,
                                .minute = INT64_MAX};
        f->set[i] = i;
        if (i >= view->n_reports) {
            node->kind = STM_TREE_LOST;
            node->row = STM_NONE;
            node->lost = view->lost[i - view->n_reports];
            continue;
        }
        const stm_date date = stm_view_article(view, i)->published;
        node->minute = stm_tree_minute(date);
        node->when = node->minute == INT64_MAX          ? STM_TREE_UNDATED
                     : date.precision < STM_DATE_MINUTE ? STM_TREE_DAY
                                                        : STM_TREE_TIMED;
    }
    return true;
}

/* The node that an edge comes from, or STM_NONE where outside the story. */
static uint32_t node_from(const forest *f, const stm_edge *e)
{
    if (e->lost != STM_NONE) {
        for (uint32_t i = 0; i < f->view->n_lost; i++) {
            if (f->view->lost[i] == e->lost)
                return f->view->n_reports + i;
        }
        return STM_NONE;
    }
    return stm_view_row(f->view, e->from);
}

/* How well a line is attested: the best become the tree. */
static double weight_of(const stm_edge *e)
{
    return (double)e->confidence + (double)e->share +
           (e->direction_known ? 1 : 0) +
           (e->degree == STM_DEGREE_WHOLLY ? 0.5 : 0);
}

/* Lines by weight, best first; stable. */
static bool sort_edges(const forest *f, stm_arena *arena, uint32_t **out)
{
    const stm_view *view = f->view;
    const uint32_t n = view->n_edges;
    uint32_t *items = stm_arena_alloc(arena, n, sizeof *items);
    uint32_t *other = stm_arena_alloc(arena, n, sizeof *other);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < n; i++)
        items[i] = i;
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t at = 0; at < n; at += 2 * width) {
            const uint32_t mid = stm_min_u32(at + width, n);
            const uint32_t end = stm_min_u32(at + 2 * width, n);
            uint32_t a = at;
            uint32_t b = mid;
            for (uint32_t k = at; k < end; k++) {
                const bool left =
                    b == end ||
                    (a < mid &&
                     weight_of(&view->pile->edges[view->edges[items[a]]]) >=
                         weight_of(&view->pile->edges[view->edges[items[b]]]));
                other[k] = left ? items[a++] : items[b++];
            }
        }
        memcpy(items, other, n * sizeof *items);
    }
    *out = items;
    return true;
}

/* Kruskal's way: a line joins the tree unless it would close a ring. */
static bool hang(forest *f, stm_arena *arena)
{
    uint32_t *edges = NULL;
    if (!sort_edges(f, arena, &edges))
        return false;
    for (uint32_t i = 0; i < f->view->n_edges; i++) {
        const stm_edge *e = &f->view->pile->edges[f->view->edges[edges[i]]];
        const uint32_t from = node_from(f, e);
        const uint32_t to = stm_view_row(f->view, e->to);
        if (from == STM_NONE || to == STM_NONE || from == to)
            continue;
        f->is_linked[from] = true;
        f->is_linked[to] = true;
        if (f->nodes[to].parent != STM_NONE ||
            find_set(f, from) == find_set(f, to))
            continue;
        f->nodes[to].parent = from;
        f->nodes[to].edge = edges[i];
        f->set[find_set(f, to)] = find_set(f, from);
        f->children[from]++;
    }
    return true;
}

/* Whole copies without children, where a parent has many, become one. */
static void stack_copies(forest *f)
{
    for (uint32_t p = 0; p < f->n; p++) {
        uint32_t n = 0;
        uint32_t first = STM_NONE;
        for (uint32_t i = 0; f->children[p] > STACK_OVER && i < f->n; i++) {
            if (f->nodes[i].parent != p || f->children[i] > 0 ||
                f->nodes[i].kind != STM_TREE_REPORT)
                continue;
            const stm_edge *e =
                &f->view->pile->edges[f->view->edges[f->nodes[i].edge]];
            if (e->degree != STM_DEGREE_WHOLLY)
                continue;
            if (first == STM_NONE)
                first = i;
            n++;
        }
        if (n <= STACK_OVER)
            continue;
        for (uint32_t i = first + 1; i < f->n; i++) {
            if (f->nodes[i].parent != p || f->children[i] > 0 ||
                f->nodes[i].kind != STM_TREE_REPORT)
                continue;
            const stm_edge *e =
                &f->view->pile->edges[f->view->edges[f->nodes[i].edge]];
            f->is_stacked[i] = e->degree == STM_DEGREE_WHOLLY;
        }
        f->nodes[first].kind = STM_TREE_STACK;
        f->nodes[first].n_stack = n;
    }
}

/* A lost text is as early as the earliest that draws on it. */
static void date_lost(forest *f)
{
    for (uint32_t i = 0; i < f->n; i++) {
        const uint32_t p = f->nodes[i].parent;
        if (p != STM_NONE && f->nodes[p].kind == STM_TREE_LOST &&
            f->nodes[i].minute < f->nodes[p].minute)
            f->nodes[p].minute = f->nodes[i].minute;
    }
}

static void sort_by_minute(forest *f)
{
    /* reports are by time already; lost texts are few */
    uint32_t n = 0;
    for (uint32_t i = f->view->n_reports; i < f->n; i++)
        f->order[n++] = i;
    for (uint32_t i = 0; i < f->view->n_reports; i++)
        f->order[n++] = i;
    for (uint32_t i = 1; i < n; i++) {
        const uint32_t item = f->order[i];
        uint32_t k = i;
        for (;
             k > 0 && f->nodes[f->order[k - 1]].minute > f->nodes[item].minute;
             k--)
            f->order[k] = f->order[k - 1];
        f->order[k] = item;
    }
}

/*
 * Depth first without recursion: first and next are the lists of children in
 * order of time, walked with a parent's pointer for a stack.
 */
static bool walk(forest *f, stm_arena *arena, stm_tree *out)
{
    uint32_t *first = stm_arena_alloc(arena, f->n, sizeof *first);
    uint32_t *next = stm_arena_alloc(arena, f->n, sizeof *next);
    uint32_t *place = stm_arena_alloc(arena, f->n, sizeof *place);
    out->nodes = stm_arena_alloc(arena, f->n, sizeof *out->nodes);
    if (arena->failed)
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        first[i] = STM_NONE;
    for (uint32_t k = f->n; k-- > 0;) {
        const uint32_t i = f->order[k];
        const uint32_t p = f->nodes[i].parent;
        if (p == STM_NONE)
            continue;
        next[i] = first[p];
        first[p] = i;
    }
    for (uint32_t k = 0; k < f->n; k++) {
        if (f->nodes[f->order[k]].parent != STM_NONE)
            continue;
        uint32_t i = f->order[k];
        if (!f->is_linked[i]) {
            out->n_left_out += i < f->view->n_reports;
            continue;
        }
        for (uint32_t depth = 0; i != STM_NONE;) {
            if (!f->is_stacked[i] && out->n_nodes < NODES_DRAWN) {
                const uint32_t p = f->nodes[i].parent;
                place[i] = out->n_nodes;
                stm_tree_node *node = &out->nodes[out->n_nodes++];
                *node = f->nodes[i];
                node->depth = depth;
                node->parent = p == STM_NONE ? STM_NONE : place[p];
            } else if (!f->is_stacked[i]) {
                out->n_cut++;
            }
            if (first[i] != STM_NONE) {
                i = first[i];
                depth++;
                continue;
            }
            while (i != STM_NONE &&
                   (f->nodes[i].parent == STM_NONE || next[i] == STM_NONE)) {
                i = f->nodes[i].parent;
                depth -= depth > 0;
            }
            if (i != STM_NONE)
                i = next[i];
        }
    }
    return true;
}

/* Panels: the axis cut at its longest gaps, at most STM_TREE_PANELS. */
static void make_panels(stm_tree *tree)
{
    int64_t times[NODES_DRAWN];
    uint32_t n = 0;
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        const int64_t minute = tree->nodes[i].minute;
        if (minute == INT64_MAX || tree->nodes[i].kind == STM_TREE_LOST)
            continue;
        uint32_t k = n++;
        for (; k > 0 && times[k - 1] > minute; k--)
            times[k] = times[k - 1];
        times[k] = minute;
    }
    if (n == 0)
        return;
    int64_t least = LONG_GAP;
    for (uint32_t cuts = STM_TREE_PANELS; cuts >= STM_TREE_PANELS;) {
        cuts = 0;
        for (uint32_t i = 1; i < n; i++)
            cuts += times[i] - times[i - 1] > least;
        if (cuts >= STM_TREE_PANELS)
            least *= 2;
    }
    tree->panels[0] = (stm_tree_panel){.begin = times[0], .end = times[0]};
    tree->n_panels = 1;
    for (uint32_t i = 1; i < n; i++) {
        if (times[i] - times[i - 1] > least)
            tree->panels[tree->n_panels++] =
                (stm_tree_panel){.begin = times[i]};
        tree->panels[tree->n_panels - 1].end = times[i];
    }
}

/* Room by length in time, but for a least width each. */
static void place_panels(stm_tree *tree)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < tree->n_panels; i++) {
        stm_tree_panel *p = &tree->panels[i];
        /* whole hours, so that ticks stand at both ends */
        p->begin -= p->begin % 60;
        p->end += 60 - p->end % 60;
        total += p->end - p->begin;
    }
    const double room = AXIS_END - AXIS_X - PANEL_GAP * (tree->n_panels - 1.0) -
                        PANEL_MIN * tree->n_panels;
    double x = AXIS_X;
    for (uint32_t i = 0; i < tree->n_panels; i++) {
        stm_tree_panel *p = &tree->panels[i];
        p->x = x;
        p->width =
            PANEL_MIN + room * (double)(p->end - p->begin) / (double)total;
        x += p->width + PANEL_GAP;
    }
}

double stm_tree_x(const stm_tree *self, int64_t minute)
{
    double x = AXIS_X;
    for (uint32_t i = 0; i < self->n_panels; i++) {
        const stm_tree_panel *p = &self->panels[i];
        if (minute < p->begin)
            return x;
        if (minute <= p->end)
            return p->x + p->width * (double)(minute - p->begin) /
                              (double)(p->end - p->begin);
        x = p->x + p->width;
    }
    return x;
}

static void place_nodes(stm_tree *tree)
{
    for (uint32_t i = 0; i < tree->n_nodes; i++) {
        stm_tree_node *n = &tree->nodes[i];
        const double least = n->parent == STM_NONE
                                 ? AXIS_X - 46
                                 : tree->nodes[n->parent].x + CHILD_APART;
        if (n->minute == INT64_MAX)
            n->x = n->parent == STM_NONE ? AXIS_X : least + 40;
        else
            n->x = stm_tree_x(tree, n->minute);
        if (n->kind == STM_TREE_LOST)
            n->x -= CHILD_APART + 12;
        if (n->x < least)
            n->x = least;
        if (n->x > AXIS_END)
            n->x = AXIS_END;
    }
}

bool stm_tree_from_view(const stm_view *view, stm_arena *arena, stm_tree *out)
{
    forest f = {0};
    *out = (stm_tree){0};
    if (!make_forest(view, arena, &f) || !hang(&f, arena))
        return false;
    stack_copies(&f);
    date_lost(&f);
    sort_by_minute(&f);
    if (!walk(&f, arena, out))
        return false;
    make_panels(out);
    if (out->n_panels > 0)
        place_panels(out);
    place_nodes(out);
    return true;
}
