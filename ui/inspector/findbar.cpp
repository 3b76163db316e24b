// SPDX-License-Identifier: MIT
#include "ui/inspector/findbar.h"

#include "ui/iconbutton.h"
#include "ui/inspector/findtarget.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace spectap {

using namespace Qt::StringLiterals;

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_state(new QLabel(this))
{
    setObjectName(u"findBar"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_edit->setObjectName(u"findEdit"_s);
    m_edit->setAccessibleName(tr("Find in this call"));
    m_edit->setPlaceholderText(tr("Find in this call"));
    m_edit->setToolTip(tr("Capitals count when you type any."));
    m_edit->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    row->addWidget(m_edit, 1);
    m_state->setObjectName(u"findState"_s);
    m_state->setFont(scaledFont(font(), SmallText));
    m_state->setMinimumWidth(
        m_state->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(u"000"_s, u"000"_s)));
    row->addWidget(m_state);
    const auto add = [this, row](const QString &icon, const QString &name, const QKeySequence &key) {
        QToolButton *button = makeIconButton(icon, name, key, this);
        row->addWidget(button);
        return button;
    };
    m_previous = add(u"chevu"_s, tr("Previous place"), Qt::SHIFT | Qt::Key_F3);
    m_next = add(u"chevd"_s, tr("Next place"), Qt::Key_F3);
    QToolButton *close = add(u"close"_s, tr("Close the search"), Qt::Key_Escape);
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::find);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

void FindBar::setTarget(FindTarget *target)
{
    if (target == m_target)
        return;
    if (m_target)
        m_target->setFind({});
    m_target = target;
    setEnabled(target != nullptr);
    if (!isHidden())
        refresh();
}

void FindBar::open()
{
    const bool wasHidden = isHidden();
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    if (wasHidden)
        refresh();
}

void FindBar::close()
{
    if (isHidden())
        return;
    if (m_target)
        m_target->setFind({});
    hide();
    emit closed();
}

/// As one types: the first place from where one stands on.
void FindBar::find()
{
    refresh();
    if (m_places > 0)
        step(1);
}

void FindBar::refresh()
{
    if (isHidden())
        return;
    m_places = m_target ? m_target->setFind({m_edit->text()}) : 0;
    m_place = -1;
    showState();
}

void FindBar::step(int direction)
{
    if (isHidden() || m_places == 0)
        return;
    if (m_place < 0) {
        const int here = m_target->placeFromHere();
        m_place = direction > 0 ? here : (here + m_places - 1) % m_places;
    } else {
        m_place = (m_place + direction + m_places) % m_places;
    }
    m_target->showPlace(m_place);
    showState();
}

void FindBar::showState()
{
    m_previous->setEnabled(m_places > 0);
    m_next->setEnabled(m_places > 0);
    if (m_edit->text().isEmpty())
        m_state->clear();
    else if (m_places == 0)
        m_state->setText(tr("Not found"));
    else if (m_place < 0)
        m_state->setText(tr("%Ln place(s)", nullptr, m_places));
    else
        m_state->setText(tr("%1 of %2").arg(countText(m_place + 1), countText(m_places)));
    m_edit->setAccessibleDescription(m_state->text());
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_state->setFont(scaledFont(font(), SmallText));
}

} // namespace spectap
