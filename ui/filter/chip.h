// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QToolButton>

#include <variant>

namespace spectap {

/// One of the small buttons beside the filter: a call type or a severity with its count. Click shows or hides
/// it, Ctrl+click shows only this one.
class Chip final : public QToolButton
{
    Q_OBJECT

public:
    using Subject = std::variant<CallType, Severity>;

    explicit Chip(Subject subject, QWidget *parent = nullptr);

    [[nodiscard]] const Subject &subject() const { return m_subject; }
    void setCount(quint32 count);
    /// `only`: the one chip of its group that is on.
    void setShown(bool shown, bool only);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void toggleRequested();
    void onlyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void describe();

    Subject m_subject;
    quint32 m_count = 0;
    bool m_only = false;
    bool m_withControl = false; ///< Ctrl was down when the button was released
};

} // namespace spectap
