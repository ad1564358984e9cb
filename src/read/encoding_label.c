#include "read/encoding_internal.h"

#include "base/banned.h"

/*
 * The encodings of the WHATWG Encoding Standard (section 4.2) with the labels
 * that are met, and ICU's name for the table nearest to the standard's. The
 * first label of a name is the name itself, in lower case.
 */
typedef struct named {
    const char *name;
    const char *icu;
    const char *labels; /* parted by spaces */
} named;

static const named encodings[] = {
    {"UTF-8", "UTF-8", "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8"},
    {"windows-1252", "windows-1252",
     "windows-1252 cp1252 x-cp1252 latin1 latin-1 l1 iso-8859-1 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 ascii us-ascii ansi "
     "ansi_x3.4-1968 cp819 ibm819 x-user-defined"},
    {"windows-1250", "windows-1250", "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "windows-1251",
     "windows-1251 cp1251 x-cp1251 win-1251 windows1251"},
    {"windows-1253", "windows-1253", "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "windows-1254",
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 "
     "latin5 l5"},
    {"windows-1255", "windows-1255", "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "windows-1256", "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "windows-1257", "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "windows-1258", "windows-1258 cp1258 x-cp1258"},
    {"windows-874", "windows-874",
     "windows-874 dos-874 iso-8859-11 iso8859-11 tis-620"},
    {"ISO-8859-2", "ISO-8859-2",
     "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2"},
    {"ISO-8859-3", "ISO-8859-3", "iso-8859-3 iso8859-3 latin3"},
    {"ISO-8859-4", "ISO-8859-4", "iso-8859-4 iso8859-4 latin4"},
    {"ISO-8859-5", "ISO-8859-5", "iso-8859-5 iso8859-5 cyrillic"},
    {"ISO-8859-6", "ISO-8859-6",
     "iso-8859-6 iso8859-6 iso-8859-6-e iso-8859-6-i arabic"},
    {"ISO-8859-7", "ISO-8859-7", "iso-8859-7 iso8859-7 greek greek8"},
    {"ISO-8859-8", "ISO-8859-8",
     "iso-8859-8 iso8859-8 iso-8859-8-e iso-8859-8-i hebrew visual logical"},
    {"ISO-8859-10", "ISO-8859-10", "iso-8859-10 iso8859-10 latin6"},
    {"ISO-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13"},
    {"ISO-8859-14", "ISO-8859-14", "iso-8859-14 iso8859-14"},
    {"ISO-8859-15", "ISO-8859-15",
     "iso-8859-15 iso8859-15 iso_8859-15 latin9 l9"},
    {"KOI8-R", "KOI8-R", "koi8-r koi8 koi koi8_r"},
    {"KOI8-U", "KOI8-U", "koi8-u koi8-ru"},
    {"IBM866", "ibm-866", "ibm866 cp866 866"},
    {"macintosh", "macintosh", "macintosh mac x-mac-roman"},
    {"x-mac-cyrillic", "x-mac-cyrillic",
     "x-mac-cyrillic mac-cyrillic x-mac-ukrainian"},
    {"GBK", "gb18030",
     "gbk gb2312 gb_2312 gb_2312-80 x-gbk cp936 ms936 chinese csgb2312"},
    {"gb18030", "gb18030", "gb18030"},
    {"Big5", "Big5-HKSCS", "big5 big5-hkscs x-x-big5 cn-big5 csbig5"},
    {"Shift_JIS", "ibm-943_P15A-2003",
     "shift_jis shift-jis sjis ms_kanji windows-31j x-sjis ms932 cp932"},
    {"EUC-JP", "EUC-JP", "euc-jp x-euc-jp eucjp"},
    {"ISO-2022-JP", "ISO-2022-JP", "iso-2022-jp csiso2022jp"},
    {"EUC-KR", "windows-949",
     "euc-kr euckr ks_c_5601-1987 ksc5601 ksc_5601 korean windows-949 uhc "
     "cp949"},
    {"UTF-16LE", "UTF-16LE", "utf-16le utf-16 ucs-2 unicode"},
    {"UTF-16BE", "UTF-16BE", "utf-16be unicodefffe"},
};

enum { n_encodings = sizeof encodings / sizeof encodings[0] };

static bool has_label(stm_slice labels, stm_slice label)
{
    size_t at = 0;
    while (at < labels.len) {
        size_t end = stm_slice_find_byte(labels, ' ', at);
        if (end == STM_SLICE_NPOS)
            end = labels.len;
        if (stm_slice_ieq(stm_slice_sub(labels, at, end), label))
            return true;
        at = end + 1;
    }
    return false;
}

stm_slice stm_encoding_from_label(stm_slice label)
{
    label = stm_slice_trim(label);
    if (label.len == 0)
        return label;
    for (size_t i = 0; i < n_encodings; i++) {
        if (has_label(stm_slice_from_cstr(encodings[i].labels), label))
            return stm_slice_from_cstr(encodings[i].name);
    }
    return (stm_slice){NULL, 0};
}

const char *stm_encoding_icu_name(stm_slice name)
{
    for (size_t i = 0; i < n_encodings; i++) {
        if (stm_slice_eq(stm_slice_from_cstr(encodings[i].name), name))
            return encodings[i].icu;
    }
    return "UTF-8";
}
