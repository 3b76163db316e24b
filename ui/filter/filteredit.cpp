// SPDX-License-Identifier: MIT
#include "ui/filter/filteredit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
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
            paintSeverityGlyph(&painter, QRectF(8, (height() - GlyphSize) / 2, GlyphSize, GlyphSize),
                Severity::Error, theme);
        }
        QLabel::paintEvent(event);
    }
};

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_matches(new QLabel(this))
    , m_clear(new QToolButton(this))
{
    setObjectName(u"filterEdit"_s);
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter, for example %1").arg(u"type:track has:error \"Order *\""_s));
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
    connect(m_clear, &QToolButton::clicked, this, [this] { apply({}); });

    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMilliseconds);
    connect(&m_delay, &QTimer::timeout, this, &FilterEdit::check);
    connect(this, &QLineEdit::textEdited, &m_delay, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::placeParts);
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
        explain(query.error());
        emit understoodChanged(false, query.error().message);
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

void FilterEdit::explain(const Error &error)
{
    if (!m_reason)
        m_reason = new ReasonLabel(window());
    m_reason->setText(error.message);
    m_reason->adjustSize();
    const qsizetype column = qBound(qsizetype(0), qsizetype(error.position), text().size());
    const int textX = IconRoom + fontMetrics().horizontalAdvance(text().left(column));
    QPoint at = mapTo(window(), QPoint(qMin(textX, width() - 40), height() + 3));
    at.setX(qMax(4, qMin(at.x(), window()->width() - m_reason->width() - 8)));
    m_reason->move(at);
    m_reason->raise();
    m_reason->show();
}

void FilterEdit::setMatches(const QString &text)
{
    if (m_matches->text() == text)
        return;
    m_matches->setText(text);
    m_matches->adjustSize();
    placeParts();
}

void FilterEdit::placeParts()
{
    const bool filled = !text().isEmpty();
    m_clear->setVisible(filled);
    m_matches->setVisible(filled && !m_matches->text().isEmpty());
    int right = width() - 4;
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
        apply({});
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        check();
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::hideEvent(QHideEvent *event)
{
    if (m_reason)
        m_reason->hide();
    QLineEdit::hideEvent(event);
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    paintLineIcon(&painter, QRectF(7, (height() - 14) / 2, 14, 14), u"search"_s, theme.text3);
}

} // namespace spectap
