// SPDX-License-Identifier: MIT
#include "model/spec/pointerpattern.h"

#include <algorithm>

namespace spectap {

namespace {

bool isPosition(QByteArrayView token)
{
    return !token.isEmpty() &&
           std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <typename Each> void eachToken(QByteArrayView pointer, Each &&each)
{
    int depth = 0;
    for (qsizetype from = 1; from <= pointer.size(); ++depth) {
        const qsizetype slash = pointer.indexOf('/', from);
        const qsizetype end = slash < 0 ? pointer.size() : slash;
        each(depth, pointer.sliced(from, end - from));
        from = end + 1;
    }
}

} // namespace

QByteArray pointerPattern(QByteArrayView pointer)
{
    QByteArray pattern;
    pattern.reserve(pointer.size());
    eachToken(pointer, [&](int depth, QByteArrayView token) {
        pattern += '/';
        pattern += depth > 0 && isPosition(token) ? QByteArrayView("[]") : token;
    });
    return pattern;
}

QByteArray dottedPath(QByteArrayView pointer)
{
    QByteArray path;
    eachToken(pointer, [&](int depth, QByteArrayView token) {
        if (depth > 0 && token == "[]") {
            path += token;
        } else if (depth > 0 && isPosition(token)) {
            path += '[';
            path += token;
            path += ']';
        } else {
            QByteArray key = token.toByteArray();
            key.replace("~1", "/").replace("~0", "~");
            if (depth > 0)
                path += '.';
            path += key;
        }
    });
    return path;
}

} // namespace spectap
