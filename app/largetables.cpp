// SPDX-License-Identifier: MIT
#include "app/largetables.h"

#include <cstdlib> // defines __GLIBC__ where it is so

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace spectap {

void keepLargeTablesApart()
{
#if defined(__GLIBC__)
    constexpr int Large = 1024 * 1024; // bodies of requests are smaller, and come and go
    mallopt(M_MMAP_THRESHOLD, Large);
    mallopt(M_TRIM_THRESHOLD, 2 * Large); // glibc's own ratio
#endif
}

} // namespace spectap
