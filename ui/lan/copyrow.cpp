// SPDX-License-Identifier: MIT
#include "ui/lan/copyrow.h"

#include "ui/certificate/codeline.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap {

CopyRow::CopyRow(const QString &name, const QString &objectName, QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(name, this))
    , m_shown(new QLabel(this))
    , m_copy(new QToolButton(this))
{
    setObjectName(objectName);
    m_name->setFont(scaledFont(font(), SmallText));
    m_shown->setFont(monoFont(font(), SmallText));
    m_shown->setTextFormat(Qt::PlainText);
    m_shown->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setIcon(lineIcon(u"copy"_s, IconInk::Accent));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setAccessibleName(tr("Copy: %1").arg(name));
    m_copy->setToolTip(tr("Copy"));
    connect(m_copy, &QToolButton::clicked, this, [this] { copyFrom(m_copy, m_value); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_name);
    row->addWidget(m_shown, 1);
    row->addWidget(m_copy);
    recolour();
}

void CopyRow::setValue(const QString &value)
{
    m_value = value;
    m_shown->setToolTip(value);
    m_shown->setAccessibleName(tr("%1: %2", "name of a value, the value").arg(m_name->text(), value));
    elide();
}

void CopyRow::elide()
{
    m_shown->setText(m_shown->fontMetrics().elidedText(m_value, Qt::ElideMiddle, m_shown->width()));
}

void CopyRow::recolour()
{
    QPalette muted = m_name->palette();
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text})
        muted.setColor(role, themeOf(this).text2);
    m_name->setPalette(muted);
}

void CopyRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // the value gets its width now
    elide();
}

void CopyRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

} // namespace spectap
