// SPDX-License-Identifier: MIT
#include "ui/navigator/navigatorsection.h"

#include "ui/navigator/navigatordelegate.h"
#include "ui/navigator/navigatorwords.h"
#include "ui/numbers.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

NavigatorSection::NavigatorSection(NavigatorModel *model, NavigatorWords *words, NavigatorList list,
    std::function<bool(const QModelIndex &)> isAsked, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_words(words)
    , m_list(list)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHeader();
    buildTree(std::move(isAsked));
    column->addWidget(m_tree, 1);
    keepRoot();
    updateHeader();
}

void NavigatorSection::buildHeader()
{
    const QString titles[] = {tr("Sources"), tr("Events"), tr("Users")};
    auto *header = new QWidget(this);
    header->setBackgroundRole(QPalette::Button);
    header->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(2, 0, 2, 0);
    row->setSpacing(0);
    m_title = new QToolButton(header);
    m_title->setAutoRaise(true);
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setArrowType(Qt::DownArrow);
    m_title->setText(titles[static_cast<int>(m_list)]);
    m_title->setToolTip(tr("Fold or unfold this list"));
    m_title->setFocusPolicy(Qt::TabFocus);
    connect(m_title, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    row->addWidget(m_title);
    row->addStretch(1);
    m_order = new QToolButton(header);
    m_order->setAutoRaise(true);
    m_order->setPopupMode(QToolButton::InstantPopup);
    m_order->setFocusPolicy(Qt::TabFocus);
    m_order->setToolTip(tr("How this list is ordered"));
    auto *menu = new QMenu(m_order);
    auto *group = new QActionGroup(menu);
    const std::pair<NavigatorOrder, QString> orders[] = {{NavigatorOrder::Name, tr("By &name")},
        {NavigatorOrder::Calls, tr("Most &calls first")},
        {NavigatorOrder::Problems, tr("Most &problems first")}};
    for (const auto &[order, text] : orders) {
        if (m_list == NavigatorList::Users && order == NavigatorOrder::Problems)
            continue;
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_model->order(m_list) == order);
        group->addAction(action);
        connect(
            action, &QAction::triggered, this, [this, order = order] { m_model->setOrder(m_list, order); });
    }
    m_order->setMenu(menu);
    row->addWidget(m_order);
    layout()->addWidget(header);
}

void NavigatorSection::buildTree(std::function<bool(const QModelIndex &)> isAsked)
{
    const QString names[] = {u"navigatorSources"_s, u"navigatorTree"_s, u"navigatorUsers"_s};
    m_tree = new QTreeView(this);
    m_tree->setObjectName(names[static_cast<int>(m_list)]);
    m_tree->setAccessibleName(m_title->text());
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setRootIsDecorated(m_list == NavigatorList::Events);
    m_tree->setIndentation(14);
    m_tree->setMouseTracking(true);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setModel(m_words);
    m_tree->setItemDelegate(new NavigatorDelegate(std::move(isAsked), m_tree));
    m_tree->installEventFilter(this);
    connect(m_tree, &QTreeView::clicked, this, &NavigatorSection::rowChosen);
    connect(m_tree, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        const QModelIndex index = m_tree->indexAt(at);
        if (index.isValid())
            emit menuRequested(index, m_tree->viewport()->mapToGlobal(at));
    });
    connect(m_words, &QAbstractItemModel::modelReset, this, &NavigatorSection::keepRoot);
    connect(m_words, &QAbstractItemModel::dataChanged, this, &NavigatorSection::updateHeader);
    connect(m_words, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent) {
        // What is called most often is open at once; the others are for the person to open.
        if (m_list == NavigatorList::Events && parent.parent().isValid() && m_words->rowCount(parent) > 0 &&
            parent.data(NavigatorTypeRole).toInt() == static_cast<int>(CallType::Track))
            m_tree->expand(parent);
    });
}

/// A reset takes the root index away.
void NavigatorSection::keepRoot()
{
    m_tree->setRootIndex(m_words->mapFromSource(m_model->root(m_list)));
    updateHeader();
}

void NavigatorSection::updateHeader()
{
    const int users = static_cast<int>(m_model->userCount());
    const int listed = m_words->rowCount(m_tree->rootIndex());
    QString text = tr("calls \u00b7 problems");
    if (m_list == NavigatorList::Users) {
        text = users > listed && listed > 0
                   ? tr("%1 of %2", "people listed, of all").arg(countText(listed), countText(users))
                   : tr("%Ln profile(s)", nullptr, users);
    }
    m_order->setText(text);
    m_order->setAccessibleName(
        tr("%1: %2", "a list of the navigator, what its figures are").arg(m_title->text(), text));
}

void NavigatorSection::setFolded(bool folded)
{
    m_folded = folded;
    m_title->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    m_title->setAccessibleName(
        folded ? tr("%1, folded", "a list").arg(m_title->text()) : m_title->text());
    m_tree->setVisible(!folded);
    setMaximumHeight(folded ? m_title->parentWidget()->sizeHint().height() : QWIDGETSIZE_MAX);
}

bool NavigatorSection::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const QModelIndex index = m_tree->currentIndex();
        if (index.isValid() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
            emit rowChosen(index);
            return true;
        }
        if (index.isValid() && key == Qt::Key_Menu) {
            emit menuRequested(
                index, m_tree->viewport()->mapToGlobal(m_tree->visualRect(index).bottomLeft()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace spectap
