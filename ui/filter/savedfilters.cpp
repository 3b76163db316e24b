// SPDX-License-Identifier: MIT
#include "ui/filter/savedfilters.h"

#include "ui/filter/filterstore.h"
#include "ui/theme/fonts.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MaxWidth = 220; ///< of a name
constexpr int NameWidth = 160;

} // namespace

SavedFilters::SavedFilters(FilterStore *store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(u"savedFilters"_s);
    setAccessibleName(tr("Saved filters"));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    m_row->addStretch(1);
    connect(store, &FilterStore::savedChanged, this, &SavedFilters::rebuild);
    rebuild();
}

void SavedFilters::rebuild()
{
    for (QToolButton *button : std::exchange(m_buttons, {})) {
        m_row->removeWidget(button);
        button->hide();
        button->deleteLater(); // its own menu or drag may have brought us here
    }
    for (std::size_t at = 0; at < m_store->saved().size(); ++at) {
        const FilterStore::Saved saved = m_store->saved()[at];
        auto *button = new QToolButton(this);
        button->setObjectName(u"savedFilter"_s);
        button->setCheckable(true);
        button->setFont(scaledFont(font(), SmallText));
        button->setText(button->fontMetrics().elidedText(saved.name, Qt::ElideRight, MaxWidth));
        button->setAccessibleName(saved.name);
        button->setAccessibleDescription(saved.text);
        button->setToolTip(
            tr("%1\nRight-click to rename, move or remove it", "%1: a filter").arg(saved.text));
        button->setFocusPolicy(Qt::TabFocus);
        button->setContextMenuPolicy(Qt::CustomContextMenu);
        button->installEventFilter(this);
        connect(button, &QToolButton::clicked, this, [this, at] {
            if (std::exchange(m_dragged, false))
                return;
            const QString text = m_store->saved()[at].text;
            emit filterRequested(text == m_current ? QString() : text);
        });
        connect(button, &QWidget::customContextMenuRequested, this,
            [this, at, button](const QPoint &point) { showMenu(at, button->mapToGlobal(point)); });
        m_row->insertWidget(static_cast<int>(at), button);
        button->show();
        m_buttons.push_back(button);
    }
    setVisible(!m_buttons.empty());
    setCurrent(m_current);
}

void SavedFilters::setCurrent(const QString &text)
{
    m_current = text;
    for (std::size_t at = 0; at < m_buttons.size(); ++at)
        m_buttons[at]->setChecked(!text.isEmpty() && m_store->saved()[at].text == text);
}

void SavedFilters::add(const QString &text)
{
    rename(m_store->save(text, text));
}

/// The name is written where the button is: nothing else stops for it.
void SavedFilters::rename(std::size_t at)
{
    endNaming();
    QToolButton *button = m_buttons[at];
    m_name = new QLineEdit(m_store->saved()[at].name, this);
    m_name->setObjectName(u"savedFilterName"_s);
    m_name->setAccessibleName(tr("Name of the filter"));
    m_name->setFont(button->font());
    m_name->setFixedWidth(NameWidth);
    m_name->installEventFilter(this);
    delete m_row->replaceWidget(button, m_name); // the place, not the button
    button->hide();
    m_name->show();
    m_name->selectAll();
    m_name->setFocus();
    connect(m_name, &QLineEdit::editingFinished, this, [this, at] {
        const QString name = m_name ? m_name->text() : QString();
        endNaming();
        if (at < m_store->saved().size())
            m_store->rename(at, name);
    });
}

/// Lets the button be seen again.
void SavedFilters::endNaming()
{
    if (!m_name)
        return;
    QLineEdit *name = m_name;
    m_name.clear(); // losing the focus, it is finished once more
    name->disconnect(this);
    m_row->removeWidget(name);
    name->hide();
    name->deleteLater();
    rebuild();
}

void SavedFilters::showMenu(std::size_t at, const QPoint &global)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"savedFilterMenu"_s);
    connect(menu->addAction(tr("&Rename")), &QAction::triggered, this, [this, at] { rename(at); });
    QAction *change = menu->addAction(tr("&Use the current filter for it"));
    change->setEnabled(!m_current.isEmpty());
    connect(change, &QAction::triggered, this, [this, at] { m_store->change(at, m_current); });
    menu->addSeparator();
    QAction *left = menu->addAction(tr("Move &left"));
    left->setEnabled(at > 0);
    connect(left, &QAction::triggered, this, [this, at] { m_store->move(at, at - 1); });
    QAction *right = menu->addAction(tr("Move ri&ght"));
    right->setEnabled(at + 1 < m_store->saved().size());
    connect(right, &QAction::triggered, this, [this, at] { m_store->move(at, at + 1); });
    menu->addSeparator();
    connect(menu->addAction(tr("Re&move")), &QAction::triggered, this, [this, at] { m_store->remove(at); });
    menu->popup(global);
}

/// A button that is dragged over its neighbour's middle takes its place.
bool SavedFilters::drag(QToolButton *button, const QEvent *event)
{
    const auto *mouse = static_cast<const QMouseEvent *>(event);
    if (event->type() == QEvent::MouseButtonPress) {
        m_pressedAt = mouse->button() == Qt::LeftButton ? static_cast<int>(mouse->position().x()) : -1;
        m_dragged = false;
        return false;
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        const bool dragging = m_pressedAt >= 0;
        m_pressedAt = -1;
        const auto found = std::find(m_buttons.begin(), m_buttons.end(), button);
        if (!dragging || !m_dragged || found == m_buttons.end())
            return false;
        const auto from = static_cast<std::size_t>(found - m_buttons.begin());
        const int x = button->mapToParent(mouse->position().toPoint()).x();
        std::size_t to = 0;
        for (std::size_t at = 0; at < m_buttons.size(); ++at)
            to += at != from && m_buttons[at]->geometry().center().x() < x ? 1U : 0U;
        button->setDown(false);
        m_dragged = false;
        m_store->move(from, to);
        return true;
    }
    if (m_pressedAt >= 0 &&
        qAbs(static_cast<int>(mouse->position().x()) - m_pressedAt) >= QApplication::startDragDistance()) {
        m_dragged = true;
        button->setCursor(Qt::ClosedHandCursor);
    }
    return m_dragged;
}

bool SavedFilters::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_name && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        endNaming(); // the name stays what it was
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove ||
        event->type() == QEvent::MouseButtonRelease) {
        if (auto *button = qobject_cast<QToolButton *>(object))
            return drag(button, event);
    }
    return QWidget::eventFilter(object, event);
}

} // namespace spectap
