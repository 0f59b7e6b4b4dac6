/* The program file on Windows: runs the application on the Python beside it, which nobody else's settings reach. */

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

typedef int (*main_of_python)(int, wchar_t **);

static const wchar_t *const words[] = {L"-I", L"-B", L"-m", L"cpm_desktop"};
enum { WORDS = sizeof words / sizeof *words, NO_LIBRARY = 99, NO_MEMORY = 98 };

static void tell(const wchar_t *sentence)
{
#ifdef WINDOWED
    MessageBoxW(NULL, sentence, L"cpm_desktop", MB_ICONERROR);
#else
    fwprintf(stderr, L"%ls\n", sentence);
#endif
}

static int start(int count, wchar_t **given)
{
    /* from the program's own folder or Windows' alone, never from where it was started */
    HMODULE library = LoadLibraryExW(PYTHON, NULL, LOAD_LIBRARY_SEARCH_APPLICATION_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    main_of_python python = library ? (main_of_python)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (!python) {
        tell(L"A part of the program is missing. Please have it installed again.");
        return NO_LIBRARY;
    }
    wchar_t **all = calloc((size_t)count + WORDS + 1, sizeof *all);
    if (!all) {
        return NO_MEMORY;
    }
    all[0] = given[0];
    for (int place = 0; place < WORDS; place++) {
        all[1 + place] = (wchar_t *)words[place];
    }
    for (int place = 1; place < count; place++) {
        all[WORDS + place] = given[place];
    }
    return python(count + WORDS, all);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE own, HINSTANCE none, LPWSTR line, int show)
{
    (void)own, (void)none, (void)line, (void)show;
    return start(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **given)
{
    return start(count, given);
}
#endif
