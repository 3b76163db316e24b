// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace spectap {

/// What the steps are filled in with.
struct TrustFacts
{
    QString certificate; ///< path of the authority's certificate
    QString title;       ///< the authority's name in lists of trusted ones
    quint16 port = 0;
};

/// One thing to do: words, and what to type or paste, or nothing.
struct TrustStep
{
    QString text;
    QString code;
};

/// How to have one system, language or device trust the endpoint's certificate.
struct TrustGuide
{
    QString name; ///< as --system takes it
    QString title;
    QString detail;
    QList<TrustStep> steps;
    QString undo; ///< what takes it back, where a command can
};

/// The guides of resources/trust, filled in. The command line and the window show the same.
[[nodiscard]] QList<TrustGuide> trustGuides(const TrustFacts &facts);

/// `path` as one word of a POSIX shell.
[[nodiscard]] QString shellWord(const QString &path);

} // namespace spectap
