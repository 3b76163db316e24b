// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/callfinder.h"
#include "model/session/exports/exportsource.h"
#include "model/spec/checker.h"

namespace spectap {

/// One call of the report: a line, and behind it every field with its verdict and the bytes as sent.
class HtmlCall
{
public:
    explicit HtmlCall(ExportSource &source)
        : m_source(source)
    {
    }

    void append(QByteArray &out, const StoredCallDetail &detail);

private:
    void appendLine(QByteArray &out, const StoredCallDetail &detail) const;
    void appendFacts(QByteArray &out, const StoredCallDetail &detail, const CallView *view) const;
    void appendFields(QByteArray &out, const StoredCallDetail &detail, const CallView &view);
    void appendFinding(QByteArray &out, const Finding &finding) const;

    ExportSource &m_source;
    CallFinder m_finder;
    CheckResult m_result;
};

} // namespace spectap
