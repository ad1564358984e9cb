#include "text/languages.h"

#include <string.h>

#include "base/banned.h"

/* Abbreviations that many languages of the Latin script share. */
#define COMMON_TITLES "dr prof mr mrs ms"
#define COMMON_INNER "inc ltd co corp etc jr sr vs cf ca al"

/* clang-format off */
const stm_language stm_languages[STM_LANGUAGES] = {
    {"en", "english", false, false,
     "a about above after again against all also am among an and any are "
     "as at be because been before being below between both but by can "
     "cannot could couldn't did didn't do does doesn't doing don't down "
     "during each either else ever every few for from further had hadn't "
     "has hasn't have haven't having he her here hers herself him himself "
     "his how however i i'd i'll i'm i've if in into is isn't it its itself "
     "just let may me might more most much must my myself neither no nor not "
     "now of off on once one only onto or other our ours ourselves out over "
     "own per rather 's same shall she should shouldn't since so some such "
     "than that the their theirs them themselves then there these they "
     "they're they've this those though through thus to too under until up "
     "upon us very was wasn't we we're we've were weren't what when where "
     "whether which while who whom whose why will with within without won't "
     "would wouldn't yet you you're your yours yourself",
     "mr mrs ms mx messrs dr prof rev fr hon gov sen sens rep reps pres "
     "gen lt col maj capt cmdr cpl sgt pvt adm brig det insp supt msgr amb "
     "atty",
     "no nos pp vol vols fig figs art sec ch approx jan feb mar apr jun jul "
     "aug sept sep oct nov dec",
     "st ste mt ft ph dist inc ltd co corp cos bros plc llc etc jr sr esq vs "
     "al cf ave blvd rd dept univ assn ariz ark calif colo conn del fla ga ill ind kan ky la "
     "mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash "
     "wis wyo ed eds est mph lbs oz hrs mins secs tel min max"},
    {"de", "german", true, false,
     "aber alle allem allen aller alles als also am an ander andere anderen "
     "auch auf aus bei beim bin bis bist da damit dann das dass dem den denn "
     "der des dessen die dies diese diesem diesen dieser dieses doch dort du "
     "durch ein eine einem einen einer eines er es etwa etwas euch euer für "
     "gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm "
     "ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden "
     "jeder jedes jetzt kann kein keine keinem keinen keiner können könnte "
     "man mehr mein mich mir mit muss nach nicht nichts noch nun nur ob oder "
     "ohne sehr sein seine seinem seinen seiner seit sich sie sind so sollte "
     "sondern über um und uns unser unter vom von vor war waren was weil "
     "weiter welche wenn wer werde werden wie wieder will wir wird wo worden "
     "wurde wurden zu zum zur zwar zwischen",
     "dr prof hr fr ing dipl mag st",
     "nr abs art s bd kap jan feb mär apr aug sept okt nov dez",
     "bzw ca etc evtl ggf inkl insb max min mio mrd nachf sog str tel u usw "
     "vgl z zzgl jr"},
    {"fr", "french", false, true,
     "a à afin ai ainsi alors après as au aucun aussi autre autres aux avait "
     "avant avec avoir c' car ce ceci cela celle celles celui ces cet cette "
     "ceux chaque chez comme d' dans de depuis des deux devant donc dont du "
     "elle elles en encore entre est et étaient était été être eu fait il ils "
     "j' je jusque l' la là le les leur leurs lors lui m' mais me même mes "
     "moi mon n' ne ni non nos notre nous on ont ou où par parce pas pendant "
     "plus pour puis qu' quand que quel quelle qui quoi s' sa sans se selon "
     "sera ses si son sont sous sur t' ta te tes toi ton tous tout toute "
     "toutes très tu un une va vers vos votre vous y",
     "m mm mme mmes mlle dr pr me mgr st ste gén col cdt",
     "n no art p pp vol janv févr avr juil sept oct nov déc",
     COMMON_INNER " env tél av bd éd"},
    {"es", "spanish", false, false,
     "a al algo algunos ante antes aquel aquella así aún aunque bajo bien cada "
     "casi como con contra cual cuando de del desde donde dos durante e el él "
     "ella ellas ellos en entre era eran es esa esas ese eso esos esta está "
     "están estas este esto estos fue fueron ha había han hasta hay la las le "
     "les lo los más me mi mientras muy ni no nos nosotros o otra otras otro "
     "otros para pero poco por porque pues que qué quien se sea según ser será "
     "si sí sido sin sino sobre son su sus también tan tanto te tiene todo "
     "todos tras tu un una uno unos y ya yo",
     "sr sra sres srta dr dra d dña prof gral cnel ing lic st sta",
     "n no núm art pág págs vol",
     COMMON_INNER " aprox tel av avda cía"},
    {"it", "italian", false, true,
     "a ad agli ai al all' alla alle allo anche ancora c' che chi ci come con "
     "contro cui d' da dagli dai dal dall' dalla dalle dallo dei degli del "
     "dell' della delle dello di dopo dove due e è ed era erano essere fino "
     "fra gli ha hanno i il in io l' la le lei li lo loro lui ma mentre mi ne "
     "negli nei nel nell' nella nelle nello noi non o ogni oltre per perché "
     "più poi prima quale quando quanto quella quelle quelli quello questa "
     "queste questi questo qui se sé senza si sia sono sotto stata stati "
     "stato su sua sue sui sul sull' sulla sulle suo suoi te tra tu tutti "
     "tutto un un' una uno vi",
     "sig sigg dott prof on avv ing gen col mons s st",
     "n art pag vol",
     COMMON_INNER " tel ecc"},
    {"pt", "portuguese", false, false,
     "a à ainda ao aos após apenas as às até com como contra da das de dela "
     "dele deles depois desde dessa desse desta deste disse do dos durante e "
     "é ela elas ele eles em entre era essa esse esta está estão este eu foi "
     "foram há isso isto já lhe mais mas me mesmo muito na não nas nem no nos "
     "nós num numa o onde os ou para pela pelas pelo pelos por porque quando "
     "que quem se sem ser será seu seus sobre são sua suas só também tem "
     "têm ter tinha um uma você",
     "sr sra srs dr dra prof eng gen st d",
     "n art pág vol núm",
     COMMON_INNER " tel av"},
    {"nl", "dutch", false, false,
     "aan al alle als altijd andere ben bij daar dan dat de der deze die dit "
     "doch doen door dus een eens en er ge geen geweest haar had heb hebben "
     "heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen "
     "maar me meer men met mij mijn moet na naar niet niets nog nu of om "
     "omdat ons ook op over te tegen toch toen tot u uit uw van veel voor want "
     "waren was wat we wel werd wezen wie wij wil worden zal ze zei zelf zich "
     "zij zijn zo zonder zou",
     "dhr mevr mw dr prof ir ing drs mr st gen",
     "nr art blz",
     COMMON_INNER " bijv bv enz jl tel"},
    {"sv", "swedish", false, false,
     "alla att av blev bli blir de dem den denna deras dess det detta dig din "
     "då där efter ej eller en er ett från för ha hade han hans har henne "
     "hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man "
     "med mellan men mig min mot mycket ni nu när någon något några och om "
     "oss på samma sedan sig sin sina sitta själv skulle som så sådan till "
     "under upp ut utan vad var vara varför varit vi vid vilken är över",
     "dr prof st", "nr s", COMMON_INNER " bl kl"},
    {"no", "norwegian", true, false,
     "alle at av ble bli blir både da de deg dem den denne der deres det "
     "dette din du eller en er et etter for fra før ha hadde han hans har hun "
     "hva hvem hver hvor i ikke inn jeg kan kom kunne man med mellom men mot "
     "nå når og også om opp oss over på samme seg selv sin skal skulle slik "
     "som så til under ut var ved vi vil ville vår være vært å",
     "dr prof st", "nr s", COMMON_INNER " kl mill mrd"},
    {"da", "danish", true, false,
     "af alle at blev blive bliver da de dem den denne der deres det dette dig "
     "din du efter eller en er et for fra få ham han hans har havde hendes "
     "her hun hvad hvem hvis hvor i ikke ind jeg kan kunne man med mellem men "
     "mod mange meget nogle nu når og også om op os over på selv sig sin "
     "skal skulle som så til ud under var ved vi vil ville være været",
     "dr prof st", "nr s", COMMON_INNER " kl mio mia"},
    {"ru", "russian", false, false,
     "а без более бы был была были было быть в вам вас весь во вот все всего "
     "всех вы где да даже для до его ее если есть еще же за и из или им их к "
     "как ко когда который которые которых кто ли между меня мне мы на над не "
     "него нее нет ни них но ну о об однако он она они оно от по под после "
     "потому при про с свои себя со так также там то того тоже только том тот "
     "ты у уже чем через что чтобы эта эти это этого этой этом этот я",
     "г гг ген им акад проф ул пр д св",
     "№ ст п стр янв февр апр авг сент окт нояб дек",
     "т тыс млн млрд руб см др пр е"},
    {"uk", NULL, false, false,
     "а але без був була були було бути в вже ви він вона вони воно все всі "
     "від для до є за з зі і із їх її його й як який які коли ми на над не "
     "ні ну о об однак під після по при про та також так те ти то тому у це "
     "цей ці цього через чи що щоб я",
     "м ім проф акад вул ген св", "ст п", "р рр т тис млн млрд грн див ін"},
    {"pl", NULL, true, false,
     "a aby ale bez bo był była było były być ci co czy dla do gdy gdzie go i "
     "ich im in ja jak jako je jego jej jest już kiedy która które który lub "
     "ma mi mu na nad nie niż o od on ona oni oraz po pod podczas przed przez "
     "przy są się swój ta tak także tam te tego tej ten to tu tych tym u w we "
     "więc wszystkie z za ze że",
     "dr prof gen płk inż mgr ks św p", "nr art s",
     "im m np r tj tys ul itd itp ok godz mln mld"},
    {"tr", "turkish", true, false,
     "ama ancak bana bazı ben bir biri biz bu bunu bunun çok çünkü da daha de "
     "değil diye en gibi göre her hem için ile ise kadar ki kim mi mı mu mü "
     "ne neden o olan olarak oldu olduğu olduğunu onlar onun sonra şey siz şu "
     "tüm var ve veya ya yani yok",
     "dr prof av doç", "no", "vb vs"},
    {"ar", "arabic", false, false,
     "في من إلى على عن مع أن إن أو ثم لا ما لم لن قد كان كانت هذا هذه ذلك تلك "
     "التي الذي الذين هو هي هم كل بعد قبل بين حتى إذا كما عند لكن أي غير و",
     "د", "", ""},
    {"fi", "finnish", true, false,
     "ei eivät ennen että en he hän ja jo joka jos jotka kun kuin mukaan mutta "
     "myös ne niin nyt oli olivat olla on ovat se sen siitä tai tämä vain",
     "dr prof", "nr", "esim mm klo ym"},
    {"hu", "hungarian", true, false,
     "a az egy és hogy nem is de volt vagy csak meg ez el már mint van azt "
     "ezt aki amely ami akkor ha még",
     "dr prof id ifj", "sz", "kb pl stb ill"},
    {"ro", "romanian", false, false,
     "a acest această al ale am are au ca care că ce cel cu cum de din după "
     "este fi fost în între la lui mai nu o pe pentru prin s sau se sunt și "
     "un unei unui va",
     "dr prof dl dna", "nr art", COMMON_INNER},
    {"cs", NULL, true, false,
     "a aby ale ani bez bude by byl byla bylo být co do i ja jak jako je jeho "
     "jejich jen jsem jsou k kde když která které který na nad ne nebo o od "
     "po pod podle pro před při s se si tak také to tom už v ve z za že",
     "dr prof ing mgr", "č čl str", "např tzv tj atd apod mil"},
    {"", NULL, false, false, "", COMMON_TITLES, "no", COMMON_INNER},
};
/* clang-format on */

uint32_t stm_language_index(stm_slice code)
{
    for (uint32_t i = 0; i + 1 < STM_LANGUAGES; i++)
        if (stm_slice_ieq(stm_slice_from_cstr(stm_languages[i].code), code))
            return i;
    /* Norwegian goes by three codes */
    if (stm_slice_ieq(code, STM_LIT("nb")) ||
        stm_slice_ieq(code, STM_LIT("nn")))
        return stm_language_index(STM_LIT("no"));
    return STM_LANGUAGES - 1;
}

bool stm_words_next(const char **list, stm_slice *word)
{
    while (**list == ' ')
        ++*list;
    const size_t len = strcspn(*list, " ");
    *word = stm_slice_of(*list, len);
    *list += len;
    return len > 0;
}
