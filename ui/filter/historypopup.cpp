// SPDX-License-Identifier: MIT
#include "ui/filter/historypopup.h"

#include "ui/filter/filterstore.h"
#include "ui/theme/controlshapes.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MostLines = 14;
constexpr int StarRoom = 26;
constexpr int Width = 420;
constexpr int KeptRole = Qt::UserRole;

QPainterPath star(const QPointF &middle, qreal radius)
{
    QPainterPath path;
    for (int i = 0; i < 10; ++i) {
        const qreal angle = std::numbers::pi * (i / 5.0 - 0.5);
        const qreal reach = i % 2 == 0 ? radius : radius * 0.45;
        const QPointF point(middle.x() + reach * std::cos(angle), middle.y() + reach * std::sin(angle));
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

class HistoryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {0, option.fontMetrics.height() + 8};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(option.palette);
        const bool chosen = option.state & QStyle::State_Selected;
        painter->save();
        painter->fillRect(option.rect, chosen                                   ? theme.sel
                                       : option.state & QStyle::State_MouseOver ? theme.hover
                                                                                : theme.base);
        painter->setRenderHint(QPainter::Antialiasing);
        const bool kept = index.data(KeptRole).toBool();
        painter->setPen(QPen(kept ? theme.accent : theme.text3, 1.2));
        painter->setBrush(kept ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
        painter->drawPath(
            star(QPointF(option.rect.left() + StarRoom / 2.0, option.rect.center().y() + 0.5), 6));
        painter->setFont(monoFont(option.font, SmallText));
        painter->setPen(theme.text);
        const QRect room = option.rect.adjusted(StarRoom, 0, -8, 0);
        painter->drawText(room, Qt::AlignVCenter,
            QFontMetrics(painter->font()).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
        painter->restore();
    }
};

} // namespace

HistoryPopup::HistoryPopup(FilterStore *store, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_store(store)
    , m_list(new QListWidget(this))
    , m_save(new QPushButton(tr("Save this filter as a button"), this))
{
    setObjectName(u"filterHistory"_s);
    auto *title = new QLabel(tr("Filters used before"), this);
    title->setFont(scaledFont(font(), SmallText));
    title->setContentsMargins(8, 5, 8, 5);
    auto *keys = new QLabel(tr("Enter takes one, Space keeps it, Del forgets it"), this);
    keys->setFont(scaledFont(font(), SmallText));
    keys->setContentsMargins(8, 4, 8, 4);
    m_list->setObjectName(u"filterHistoryList"_s);
    m_list->setAccessibleName(title->text());
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    m_save->setObjectName(u"saveFilterButton"_s);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 4, 8, 8);
    foot->addWidget(m_save);
    foot->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(title);
    column->addWidget(m_list, 1);
    column->addWidget(keys);
    column->addLayout(foot);
    connect(m_save, &QPushButton::clicked, this, [this] {
        hide();
        emit saveRequested();
    });
}

void HistoryPopup::open(const QPoint &topRight, const QString &text)
{
    fill(0);
    m_save->setEnabled(!text.isEmpty());
    const int lines = std::clamp(m_list->count(), 1, MostLines);
    m_list->setFixedHeight(lines * (fontMetrics().height() + 8) + 2);
    resize(Width * fontMetrics().height() / 16, sizeHint().height());
    move(topRight - QPoint(width(), 0));
    show();
    m_list->count() > 0 ? m_list->setFocus() : m_save->setFocus();
}

void HistoryPopup::fill(int row)
{
    m_list->clear();
    for (const FilterStore::Used &used : m_store->used()) {
        auto *item = new QListWidgetItem(used.text, m_list);
        item->setData(KeptRole, used.kept);
        item->setToolTip(used.text);
        item->setData(Qt::AccessibleTextRole, used.kept ? tr("%1, kept").arg(used.text) : used.text);
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
}

void HistoryPopup::take(const QListWidgetItem *item)
{
    if (!item)
        return;
    const QString text = item->text();
    hide();
    emit chosen(text);
}

void HistoryPopup::toggle(const QListWidgetItem *item)
{
    if (!item)
        return;
    const QString text = item->text();
    m_store->setKept(text, !item->data(KeptRole).toBool());
    fill(0);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->text() == text)
            m_list->setCurrentRow(row);
    }
}

bool HistoryPopup::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_list && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            take(m_list->currentItem());
            return true;
        case Qt::Key_Space:
            toggle(m_list->currentItem());
            return true;
        case Qt::Key_Delete:
            if (const auto *item = m_list->currentItem()) {
                const int row = m_list->currentRow();
                m_store->forget(item->text());
                fill(row);
            }
            return true;
        default:
            break;
        }
    }
    if (object == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent *>(event)->position().toPoint();
        if (const auto *item = m_list->itemAt(at)) {
            at.x() < StarRoom ? toggle(item) : take(item);
            return true;
        }
    }
    return QFrame::eventFilter(object, event);
}

void HistoryPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.chrome);
    painter.setPen(theme.lineStrong);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace spectap
