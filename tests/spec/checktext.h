// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/checker.h"

#include <QStringList>
#include <QTest>

#include <memory>

namespace spectap::test {

/// The bundled catalogue, compiled once per test program.
inline std::shared_ptr<const Checker> bundledChecker()
{
    Result<Catalogue> catalogue = Catalogue::bundled();
    if (!catalogue)
        qFatal("%s", qPrintable(catalogue.error().message));
    return Checker::compile(*std::move(catalogue));
}

/// One body with its calls, kept together as views need it.
struct Body
{
    explicit Body(QByteArray text, CallType pathType = CallType::Unknown, bool route = true)
        : bytes(std::move(text))
        , sliced(sliceBody(tape, bytes, pathType, route))
    {
    }
    Q_DISABLE_COPY_MOVE(Body)

    QByteArray bytes;
    JsonTape tape;
    SlicedBody sliced;
};

/// "error type /properties/revenue", the form in which the tables expect findings.
inline QString line(const Finding &finding)
{
    return QString::fromUtf8(severityName(finding.severity).toByteArray() + ' ' +
                             ruleName(finding.rule).toByteArray() + ' ' + finding.pointer);
}

inline QStringList lines(const CheckResult &result)
{
    QStringList all;
    for (const Finding &finding : result.findings)
        all += line(finding);
    return all;
}

} // namespace spectap::test
