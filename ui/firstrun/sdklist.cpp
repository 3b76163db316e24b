// SPDX-License-Identifier: MIT
#include "ui/firstrun/sdklist.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int ListWidth = 190;
constexpr int LockSize = 14;
constexpr int RightMargin = 8;

enum Role
{
    IndexRole = Qt::UserRole, ///< which guide; headings have none
    DetailRole,
    LockRole
};

class SdkDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {120, option.fontMetrics.height() + (index.data(IndexRole).isValid() ? 12 : 14)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(option.palette);
        if (!index.data(IndexRole).isValid()) {
            painter->setFont(scaledFont(option.font, SmallText, QFont::DemiBold));
            painter->setPen(theme.text2);
            painter->drawText(option.rect.adjusted(12, 4, -RightMargin, 0), Qt::AlignVCenter | Qt::AlignLeft,
                index.data().toString());
            return;
        }
        const bool selected = option.state & QStyle::State_Selected;
        if (selected) {
            painter->fillRect(
                option.rect, option.state & QStyle::State_Active ? theme.sel : theme.selInactive);
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.accent);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(option.rect, theme.hover);
        }
        QRect area = option.rect.adjusted(12, 0, -RightMargin, 0);
        if (index.data(LockRole).toBool()) {
            const QRect lock(area.right() - LockSize, area.center().y() - LockSize / 2, LockSize, LockSize);
            paintLineIcon(painter, lock, u"lock"_s, theme.text2);
            area.setRight(lock.left() - 4);
        }
        const QFont font = scaledFont(option.font, 1.0, selected ? QFont::DemiBold : QFont::Normal);
        const QString title = index.data().toString();
        painter->setFont(font);
        painter->setPen(theme.text);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft, title);
        area.setLeft(area.left() + QFontMetrics(font).horizontalAdvance(title) + 8);
        const QFont small = scaledFont(option.font, SmallText);
        painter->setFont(small);
        painter->setPen(theme.text3);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(small).elidedText(index.data(DetailRole).toString(), Qt::ElideRight, area.width()));
    }
};

} // namespace

SdkList::SdkList(QList<SetupGuide> guides, QWidget *parent)
    : QWidget(parent)
    , m_guides(std::move(guides))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setFixedWidth(qRound(ListWidth * QFontInfo(font()).pixelSize() / 12.0));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_search->setObjectName(u"sdkSearch"_s);
    m_search->setAccessibleName(tr("Find an SDK"));
    m_search->setPlaceholderText(tr("Find an SDK"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(lineIcon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    auto *field = new QHBoxLayout;
    field->setContentsMargins(6, 6, 6, 4);
    field->addWidget(m_search);
    column->addLayout(field);

    m_list->setObjectName(u"sdkList"_s);
    m_list->setAccessibleName(tr("SDKs"));
    m_list->setItemDelegate(new SdkDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(m_list, 1);
    fill();

    connect(m_search, &QLineEdit::textChanged, this, &SdkList::narrow);
    connect(m_list, &QListWidget::currentItemChanged, this,
        [this](const QListWidgetItem *item) { choose(item); });
}

QWidget *SdkList::list() const
{
    return m_list;
}

void SdkList::fill()
{
    QString group;
    for (qsizetype i = 0; i < m_guides.size(); ++i) {
        const SetupGuide &guide = m_guides[i];
        if (guide.group != group) {
            group = guide.group;
            auto *heading = new QListWidgetItem(group, m_list);
            heading->setFlags(Qt::NoItemFlags);
        }
        auto *item = new QListWidgetItem(guide.title, m_list);
        const bool locked = guide.https != SetupGuide::Https::Possible;
        item->setData(IndexRole, i);
        item->setData(DetailRole, guide.detail);
        item->setData(LockRole, locked);
        QStringList words{guide.title, guide.detail};
        words.removeAll(QString());
        if (locked)
            words << tr("insists on https");
        item->setData(Qt::AccessibleTextRole, words.join(u", "_s));
        item->setToolTip(locked ? tr("%1\nInsists on https").arg(guide.install).trimmed() : guide.install);
        if (i == 0)
            m_list->setCurrentItem(item);
    }
    m_none = new QListWidgetItem(tr("No SDK of this name"), m_list);
    m_none->setFlags(Qt::NoItemFlags);
    m_none->setHidden(true);
}

/// A heading stays as long as one below it does.
void SdkList::narrow(const QString &words)
{
    QListWidgetItem *heading = nullptr;
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count() - 1; ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QVariant index = item->data(IndexRole);
        if (!index.isValid()) {
            heading = item;
            heading->setHidden(true);
            continue;
        }
        const bool shown = m_guides[index.toInt()].matches(words);
        item->setHidden(!shown);
        if (shown) {
            heading->setHidden(false);
            first = first ? first : item;
        }
    }
    m_none->setHidden(first);
    const QListWidgetItem *current = m_list->currentItem();
    if (first && (!current || current->isHidden()))
        m_list->setCurrentItem(first);
    m_list->scrollToItem(m_list->currentItem());
}

void SdkList::choose(const QListWidgetItem *item)
{
    if (!item || !item->data(IndexRole).isValid() || item->data(IndexRole).toInt() == m_current)
        return;
    m_current = item->data(IndexRole).toInt();
    emit currentChanged();
}

bool SdkList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Escape:
            if (m_search->text().isEmpty())
                break;
            m_search->clear();
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace spectap
