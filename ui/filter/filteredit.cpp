// SPDX-License-Identifier: MIT
#include "ui/filter/filteredit.h"

#include "model/query/querycompletion.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int DelayMilliseconds = 120;
constexpr int IconRoom = 26;

/// The reason a filter is not understood, floating under the field.
class ReasonLabel final : public QLabel
{
public:
    explicit ReasonLabel(QWidget *parent)
        : QLabel(parent)
    {
        setObjectName(u"filterReason"_s);
        setContentsMargins(28, 6, 10, 6);
        setTextFormat(Qt::PlainText);
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            const Theme &theme = themeOf(this);
            painter.setPen(theme.lineStrong);
            painter.setBrush(theme.base);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
            paintSeverityGlyph(&painter,
                QRectF(8, 6 + (fontMetrics().height() - GlyphSize) / 2.0, GlyphSize, GlyphSize),
                Severity::Error, theme);
        }
        QLabel::paintEvent(event);
    }
};

/// A clock, and that there is more under it.
class HistoryButton final : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        const QColor ink = underMouse() ? theme.text : theme.text2;
        paintLineIcon(&painter, QRectF(2, (height() - 14) / 2, 14, 14), u"clock"_s, ink);
        paintLineIcon(&painter, QRectF(19, (height() - 12) / 2, 12, 12), u"chevd"_s, ink);
    }
};

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_matches(new QLabel(this))
    , m_clear(new QToolButton(this))
    , m_history(new HistoryButton(this))
{
    setObjectName(u"filterEdit"_s);
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter, for example %1").arg(u"type:track has:error properties.revenue>100"_s));
    setFont(monoFont(font(), SmallText));
    setMinimumWidth(220);

    m_matches->setObjectName(u"filterMatches"_s);
    m_matches->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_matches->hide();

    m_clear->setObjectName(u"filterClear"_s);
    m_clear->setIcon(lineIcon(u"close"_s, IconInk::Muted));
    m_clear->setIconSize({12, 12});
    m_clear->setAutoRaise(true);
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->setFocusPolicy(Qt::NoFocus); // Esc in the field does the same
    m_clear->setAccessibleName(tr("Clear the filter"));
    m_clear->setToolTip(tr("Clear the filter (Esc)"));
    m_clear->hide();
    connect(m_clear, &QToolButton::clicked, this, &FilterEdit::clearText);

    m_history->setObjectName(u"filterHistoryButton"_s);
    m_history->setAutoRaise(true);
    m_history->setCursor(Qt::ArrowCursor);
    m_history->setFocusPolicy(Qt::NoFocus); // its keys do the same
    m_history->setAttribute(Qt::WA_Hover);
    m_history->setAccessibleName(tr("Filters used before"));
    m_history->setToolTip(tr("Filters used before, and saving this one (Alt+Down)"));
    connect(m_history, &QToolButton::clicked, this,
        [this] { emit historyRequested(mapToGlobal(QPoint(width(), height() + 2))); });

    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &FilterEdit::check);
    connect(this, &QLineEdit::textEdited, &m_delay, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::placeParts);
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::findClauses);
}

bool FilterEdit::apply(const QString &text)
{
    if (text != this->text())
        setText(text);
    check();
    return m_understood;
}

void FilterEdit::check()
{
    m_delay.stop();
    const Result<Query> query = Query::parse(text());
    const bool understood = query.ok();
    if (understood != m_understood) {
        m_understood = understood;
        setProperty("invalid", !understood);
        update();
    }
    if (!understood) {
        m_why = query.error().message;
        m_wrong = qBound(qsizetype(0), qsizetype(query.error().position), text().size());
        explain();
        update();
        emit understoodChanged(false, m_why);
        return;
    }
    if (m_reason)
        m_reason->hide();
    emit understoodChanged(true, {});
    if (m_applied != text()) {
        m_applied = text();
        emit queryChanged(*query);
    }
}

void FilterEdit::explain()
{
    if (m_completing || m_understood) {
        if (m_reason)
            m_reason->hide();
        return;
    }
    if (!m_reason)
        m_reason = new ReasonLabel(window());
    const QString last =
        (m_applied.trimmed().isEmpty() ? tr("Until then all calls are shown.")
                                       : tr("Until then the last filter that worked holds: %1")
                                             .arg(fontMetrics().elidedText(m_applied.trimmed(),
                                                 Qt::ElideRight, qMax(200, width() / 2))));
    m_reason->setText(m_tellsLast ? QString(m_why + u'\n' + last) : m_why);
    m_reason->adjustSize();
    QPoint at = mapTo(window(), QPoint(qMin(columnX(m_wrong), width() - 40), height() + 3));
    at.setX(qMax(4, qMin(at.x(), window()->width() - m_reason->width() - 8)));
    m_reason->move(at);
    m_reason->raise();
    m_reason->show();
}

void FilterEdit::setCompleting(bool completing)
{
    if (completing == m_completing)
        return;
    m_completing = completing;
    explain();
}

int FilterEdit::columnX(qsizetype column) const
{
    // The cursor's rectangle is where it may blink: five pixels more to its left.
    const int cursor = cursorRect().x() + 5;
    const auto widthTo = [this](qsizetype to) { return fontMetrics().horizontalAdvance(text().left(to)); };
    return cursor + widthTo(column) - widthTo(cursorPosition());
}

void FilterEdit::tellUsed()
{
    if (m_understood && isSettled() && !m_applied.trimmed().isEmpty())
        emit used(m_applied);
}

void FilterEdit::clearText()
{
    tellUsed();
    apply({});
}

void FilterEdit::setTellsLast(bool tells)
{
    m_tellsLast = tells;
}

void FilterEdit::setMatches(const QString &text)
{
    if (m_matches->text() == text)
        return;
    m_matches->setText(text);
    m_matches->adjustSize();
    placeParts();
}

void FilterEdit::setHistoryShown(bool shown)
{
    m_history->setVisible(shown);
    placeParts();
}

void FilterEdit::placeParts()
{
    const bool filled = !text().isEmpty();
    m_clear->setVisible(filled);
    m_matches->setVisible(filled && !m_matches->text().isEmpty());
    m_history->resize(34, height() - 4);
    m_history->move(width() - 38, 2);
    int right = width() - (m_history->isHidden() ? 6 : 42);
    if (filled) {
        m_clear->resize(20, 20);
        m_clear->move(right - 20, (height() - 20) / 2);
        right -= 24;
    }
    if (m_matches->isVisible()) {
        m_matches->move(right - m_matches->width(), (height() - m_matches->height()) / 2);
        right -= m_matches->width() + 6;
    }
    setTextMargins(IconRoom - 4, 0, width() - right, 0);
}

void FilterEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeParts();
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clearText();
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() & Qt::AltModifier) {
        if (!m_history->isHidden())
            m_history->click();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        check();
        tellUsed();
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        tellUsed();
    QLineEdit::focusOutEvent(event);
}

void FilterEdit::hideEvent(QHideEvent *event)
{
    if (m_reason)
        m_reason->hide();
    QLineEdit::hideEvent(event);
}

void FilterEdit::findClauses()
{
    m_clauses.clear();
    for (qsizetype at = 0; at < text().size();) {
        const QueryCompletion place = completionAt(text(), at);
        if (place.termTo > at && place.what == QueryCompletion::What::Key && place.hasOperator)
            m_clauses.emplace_back(place.termFrom, place.termTo);
        at = qMax(at, place.termTo) + 1;
    }
}

/// A tint under each clause, although the text is there already: it only darkens what is light in the light
/// theme, and lightens what is dark in the other.
void FilterEdit::paintClauses(QPainter *painter, const Theme &theme) const
{
    painter->save();
    painter->setCompositionMode(
        theme.dark ? QPainter::CompositionMode_Lighten : QPainter::CompositionMode_Multiply);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.accentTint);
    const int high = fontMetrics().height();
    for (const auto &[from, to] : m_clauses) {
        const int left = columnX(from) - 2;
        painter->drawRoundedRect(
            QRect(left, (height() - high) / 2 - 1, columnX(to) + 2 - left, high + 2), 3, 3);
    }
    painter->restore();
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintLineIcon(&painter, QRectF(7, (height() - 14) / 2, 14, 14), u"search"_s, theme.text3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect().adjusted(IconRoom - 4, 0, -textMargins().right(), 0));
    if (isEnabled())
        paintClauses(&painter, theme);
    if (m_understood)
        return;
    // From what is not understood to the end of its word; where something lacks, under what is before it.
    qsizetype from = m_wrong;
    qsizetype to = from;
    while (to < text().size() && !text().at(to).isSpace())
        ++to;
    if (to == from)
        from = qMax(qsizetype(0), from - 1);
    const qreal left = columnX(from);
    const qreal right = qMax(left + 6, qreal(columnX(to)));
    paintWave(
        &painter, left, right, (height() + fontMetrics().height()) / 2.0, theme.of(Severity::Error).fill);
}

} // namespace spectap
