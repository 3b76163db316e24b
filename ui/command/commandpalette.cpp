// SPDX-License-Identifier: MIT
#include "ui/command/commandpalette.h"

#include "ui/command/commanddelegate.h"
#include "ui/command/commandmodel.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Characters = 84;
constexpr int RowsShown = 14;
constexpr int FromTop = 64;

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window, Qt::Popup)
    , m_edit(new QLineEdit(this))
    , m_list(new QTableView(this))
    , m_model(new CommandModel(this))
{
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Commands"));
    setFrameShape(QFrame::StyledPanel);
    m_edit->setObjectName(u"paletteEdit"_s);
    m_edit->setAccessibleName(tr("Find a command"));
    m_edit->setPlaceholderText(tr("Find a command, or type the number of a call"));
    m_edit->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::narrow);

    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setFocusPolicy(Qt::NoFocus); // the line above has it, and moves the selection
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->horizontalHeader()->hide();
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setSectionResizeMode(CommandModel::NameColumn, QHeaderView::Stretch);
    connect(m_list, &QTableView::clicked, this, [this](const QModelIndex &at) { choose(at.row()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_edit);
    column->addWidget(m_list, 1);
}

void CommandPalette::open(std::vector<Command> commands)
{
    m_edit->clear();
    m_model->setCommands(std::move(commands));
    narrow({});
    const int row = qRound(fontMetrics().height() * 1.7);
    m_list->verticalHeader()->setDefaultSectionSize(row);
    m_list->setColumnWidth(CommandModel::KeysColumn, fontMetrics().averageCharWidth() * 22);
    const QWidget *window = parentWidget();
    const QSize wanted(
        fontMetrics().averageCharWidth() * Characters, row * RowsShown + m_edit->sizeHint().height() + 28);
    resize(wanted.boundedTo(window->size() - QSize(40, FromTop)));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, FromTop)));
    show();
    m_edit->setFocus();
}

void CommandPalette::narrow(const QString &pattern)
{
    m_model->setPattern(pattern);
    m_list->scrollToTop();
    m_list->setCurrentIndex({});
    step(1);
}

void CommandPalette::step(int rows)
{
    const int direction = rows < 0 ? -1 : 1;
    const int last = m_model->rowCount() - 1;
    int row = std::clamp(m_list->currentIndex().row() + rows, 0, std::max(last, 0));
    while (row >= 0 && row <= last) {
        if (m_model->flags(m_model->index(row, 0)) & Qt::ItemIsEnabled) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            return;
        }
        row += direction;
    }
}

void CommandPalette::choose(int row)
{
    const QPointer<QAction> action = m_model->actionAt(row);
    if (action && !action->isEnabled())
        return;
    bool isNumber = false;
    const QString typed = m_edit->text().trimmed();
    const quint32 seq = typed.mid(typed.startsWith(u'#') ? 1 : 0).toUInt(&isNumber);
    close();
    if (action) // once the window has the focus again, which many commands are about
        QTimer::singleShot(0, action, &QAction::trigger);
    else if (isNumber)
        emit callRequested(seq);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int page =
        std::max(1, m_list->viewport()->height() / m_list->verticalHeader()->defaultSectionSize());
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(page);
        return true;
    case Qt::Key_PageUp:
        step(-page);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex().row());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace spectap
