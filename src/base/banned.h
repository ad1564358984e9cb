/* Calls that are not used here: include last in every .c file. */
#ifndef STM_BASE_BANNED_H
#define STM_BASE_BANNED_H

#if defined(__GNUC__)
#pragma GCC poison strcpy strncpy strcat strncat sprintf vsprintf strtok
#pragma GCC poison atoi atol atoll atof strtol strtoul strtoll strtoull gets
#undef alloca /* a macro of stdlib.h */
#pragma GCC poison gmtime localtime ctime asctime alloca setlocale getenv
#endif

#endif
