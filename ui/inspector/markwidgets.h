// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace spectap {

struct SeverityCounts;
struct Theme;

/// Glyphs with the counts that are not 0, or a check, at the right end of `line`. Returns the left end.
int paintSeverityCounts(QPainter &painter, const QRect &line, const QFont &font, const SeverityCounts &counts,
    const Theme &theme);

/// A severity glyph as a widget.
class SeverityMark final : public QWidget
{
    Q_OBJECT

public:
    explicit SeverityMark(QWidget *parent = nullptr);
    void setSeverity(Severity severity, bool missing = false);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Severity m_severity = Severity::Ok;
    bool m_missing = false;
};

/// A short word in a frame: SPEC, PLAN, ID.
class TagLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit TagLabel(QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

/// A line of notice on a severity's tint: glyph and text.
class HintBar final : public QWidget
{
    Q_OBJECT

public:
    explicit HintBar(QWidget *parent = nullptr);
    /// `html` may emphasise names; an empty one hides the bar.
    void setHint(Severity severity, const QString &html);
    /// Label of the button at the right; empty: none.
    void setAction(const QString &label);
    [[nodiscard]] QString text() const;

signals:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Severity m_severity = Severity::Warning;
    SeverityMark *m_mark;
    QLabel *m_label;
    QToolButton *m_action;
};

} // namespace spectap
