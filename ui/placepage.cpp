// SPDX-License-Identifier: MIT
#include "ui/placepage.h"

#include "ui/theme/fonts.h"
#include "ui/theme/severityglyphs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace spectap {

namespace {

constexpr int TextWidth = 440;

} // namespace

PlacePage::PlacePage(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    m_title->setFont(scaledFont(font(), CallTitle, QFont::DemiBold));
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(TextWidth);
    m_text->setTextFormat(Qt::PlainText);
    m_buttons->setSpacing(8);
    m_glyph->hide();

    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addStretch(1);
    heading->addWidget(m_glyph);
    heading->addWidget(m_title);
    heading->addStretch(1);
    auto *text = new QHBoxLayout;
    text->addStretch(1);
    text->addWidget(m_text);
    text->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addLayout(m_buttons);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addStretch(2);
    column->addLayout(heading);
    column->addLayout(text);
    column->addLayout(buttons);
    column->addStretch(3);
}

void PlacePage::setWords(const QString &title, const QString &text, std::optional<Severity> glyph)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title);
    setAccessibleDescription(text);
    m_glyph->setVisible(glyph.has_value());
    if (glyph)
        m_glyph->setPixmap(severityIcon(*glyph).pixmap(QSize(16, 16), devicePixelRatioF()));
}

QPushButton *PlacePage::addButton(const QString &text, const QString &objectName, bool primary)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setProperty("primary", primary);
    m_buttons->addWidget(button);
    return button;
}

void PlacePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this).base);
}

} // namespace spectap
