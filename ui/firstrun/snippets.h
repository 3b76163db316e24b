// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace spectap {

/// How one SDK is pointed here: a program that can be pasted as it is.
struct Snippet
{
    QString title;
    QString detail; ///< which one of several, may be empty
    QString text;   ///< with the address filled in
    QString note;
    QList<int> markedLines; ///< the lines to add, from 0
};

/// The bundled snippets (resources/snippets) with `endpoint`, like "http://127.0.0.1:8787", filled in.
[[nodiscard]] QList<Snippet> snippetsFor(const QString &endpoint);

} // namespace spectap
