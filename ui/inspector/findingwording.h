// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/correction.h"
#include "ui/inspector/findingwords.h"

#include <QCoreApplication>

namespace spectap {

/// Makes the words of one finding; a class only for the sake of tr()'s context. What is said stands by its
/// subject: of a value in valuewording.cpp, of a name in namewording.cpp, of the call and its identity in
/// callwording.cpp, of the tracking plan in planwording.cpp.
class FindingWording
{
    Q_DECLARE_TR_FUNCTIONS(spectap::FindingWords)

public:
    FindingWording(const Finding &finding, const FindingSubject &subject);

    [[nodiscard]] FindingWords make() const;

private:
    void type(FindingWords &w) const;
    void required(FindingWords &w) const;
    void format(FindingWords &w) const;
    void value(FindingWords &w) const;

    void similarName(FindingWords &w) const;
    void nameCase(FindingWords &w) const;
    void reserved(FindingWords &w) const;
    void custom(FindingWords &w) const;

    void call(FindingWords &w) const;
    void identity(FindingWords &w) const;
    void history(FindingWords &w) const;

    void plan(FindingWords &w) const;
    void unplanned(FindingWords &w) const;

    /// The value as sent, not too long, else what the finding says of it.
    [[nodiscard]] QString shownValue() const;
    /// The text of a JSON string without quotes, as sent; the value itself for other kinds.
    [[nodiscard]] QString bareValue() const;
    /// The value with its kind before it: number 25, string "25".
    [[nodiscard]] QString kindAndValue() const;
    /// Whether the finding is about the name of an event, page or screen rather than a field's.
    [[nodiscard]] bool isName() const;
    /// The name as sent.
    [[nodiscard]] QString sentName() const;
    void fixName(FindingWords &w) const;
    /// What to send instead, where that is clear.
    void correct(FindingWords &w) const;
    [[nodiscard]] static QString article(const QString &kind);

    const Finding &m_finding;
    const FindingSubject &m_subject;
    QString m_name;
    QString m_expected;
    QString m_actual;
    std::optional<Correction> m_correction;
};

} // namespace spectap
