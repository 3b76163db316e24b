// SPDX-License-Identifier: MIT
#include "ui/noticeband.h"

#include "ui/numbers.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int ProgressSteps = 1000;

const QColor &tintOf(Band::Kind kind, const Theme &theme)
{
    switch (kind) {
    case Band::Kind::Info:
        break;
    case Band::Kind::Warning:
        return theme.of(Severity::Warning).tint;
    case Band::Kind::Error:
        return theme.of(Severity::Error).tint;
    }
    return theme.accentTint;
}

} // namespace

NoticeBand::NoticeBand(const Band &band, QWidget *parent)
    : QFrame(parent)
    , m_kind(band.kind)
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, ProgressSteps);
    m_progress->setFixedWidth(180);
    m_progress->hide();
    m_close->setIcon(lineIcon(u"close"_s, IconInk::Muted));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this notice"));
    m_close->setAccessibleName(tr("Close this notice"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(32, 4, 8, 4);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_action);
    layout->addWidget(m_close);

    connect(m_action, &QPushButton::clicked, this, [this] { emit actionTriggered(m_key); });
    connect(m_close, &QToolButton::clicked, this, [this] { emit closed(m_key); });
    setBand(band);
}

void NoticeBand::setBand(const Band &band)
{
    m_kind = band.kind;
    m_key = band.key;
    setObjectName(u"band-"_s + QString::fromUtf8(band.key));
    m_text->setText(band.text);
    setAccessibleName(band.text);
    m_action->setText(band.action);
    m_action->setVisible(!band.action.isEmpty());
    update();
}

void NoticeBand::setProgress(quint32 done, quint32 total)
{
    m_progress->setValue(total ? int(quint64(done) * ProgressSteps / total) : 0);
    m_progress->setAccessibleName(tr("%1 of %2").arg(countText(done), countText(total)));
    m_progress->show();
}

void NoticeBand::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void NoticeBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), tintOf(m_kind, theme));
    painter.setPen(theme.line);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    const QRectF glyph(11, (height() - GlyphSize) / 2.0, GlyphSize, GlyphSize);
    switch (m_kind) {
    case Band::Kind::Info:
        paintSeverityGlyph(&painter, glyph, Severity::Info, theme);
        break;
    case Band::Kind::Warning:
        paintSeverityGlyph(&painter, glyph, Severity::Warning, theme);
        break;
    case Band::Kind::Error:
        paintSeverityGlyph(&painter, glyph, Severity::Error, theme);
        break;
    }
}

NoticeBands::NoticeBands(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

NoticeBand *NoticeBands::find(const QByteArray &key) const
{
    for (int i = 0; i < m_layout->count(); ++i) {
        auto *band = qobject_cast<NoticeBand *>(m_layout->itemAt(i)->widget());
        if (band && band->key() == key)
            return band;
    }
    return nullptr;
}

NoticeBand *NoticeBands::put(const Band &band)
{
    NoticeBand *shown = find(band.key);
    if (band.text.isEmpty()) {
        if (shown) {
            m_layout->removeWidget(shown);
            shown->hide();
            shown->deleteLater(); // it may be the sender
        }
        return nullptr;
    }
    if (shown) {
        shown->setBand(band);
        return shown;
    }
    shown = new NoticeBand(band, this);
    m_layout->addWidget(shown);
    connect(shown, &NoticeBand::actionTriggered, this, &NoticeBands::actionTriggered);
    connect(shown, &NoticeBand::closed, this, [this](const QByteArray &key) { put({{}, {}, {}, key}); });
    return shown;
}

} // namespace spectap
