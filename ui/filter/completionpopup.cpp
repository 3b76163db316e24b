// SPDX-License-Identifier: MIT
#include "ui/filter/completionpopup.h"

#include "ui/filter/completiondelegate.h"
#include "ui/filter/completionmodel.h"
#include "ui/theme/controlshapes.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MostLines = 9;
constexpr int Width = 452;
constexpr int Margin = 8;

QLabel *smallLabel(QWidget *parent, bool mono)
{
    auto *label = new QLabel(parent);
    label->setFont(mono ? monoFont(parent->font(), SmallText) : scaledFont(parent->font(), SmallText));
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// A sign of the language and what it does.
void addSign(QHBoxLayout *row, QWidget *parent, const QString &sign, const QString &word)
{
    QLabel *first = smallLabel(parent, true);
    first->setText(sign);
    first->setForegroundRole(QPalette::Link);
    QLabel *second = smallLabel(parent, false);
    second->setText(word);
    row->addWidget(first);
    row->addWidget(second);
}

} // namespace

CompletionPopup::CompletionPopup(CompletionModel *model, QWidget *window)
    : QFrame(window)
    , m_view(new QListView(this))
    , m_title(smallLabel(this, false))
    , m_calls(smallLabel(this, false))
    , m_operators(new QWidget(this))
    , m_more(smallLabel(this, false))
    , m_help(new QToolButton(this))
{
    setObjectName(u"filterCompletion"_s);
    setFocusPolicy(Qt::NoFocus);
    m_view->setObjectName(u"filterCompletionList"_s);
    m_view->setAccessibleName(tr("Completions of the filter"));
    m_view->setModel(model);
    m_view->setItemDelegate(new CompletionDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMouseTracking(true);
    m_title->setObjectName(u"filterCompletionTitle"_s);
    m_calls->setText(tr("calls"));
    m_more->setObjectName(u"filterCompletionMore"_s);
    m_more->setText(tr("There are more: type on"));
    m_help->setObjectName(u"filterCompletionHelp"_s);
    m_help->setText(u"?"_s);
    m_help->setAutoRaise(true);
    m_help->setFocusPolicy(Qt::NoFocus); // F1 does the same
    m_help->setAccessibleName(tr("Help on filters"));
    m_help->setToolTip(tr("Help on filters (F1)"));

    auto *head = new QHBoxLayout;
    head->setContentsMargins(Margin, 5, Margin + 2, 4);
    head->addWidget(m_title, 1);
    head->addWidget(m_calls);
    auto *signs = new QHBoxLayout(m_operators);
    signs->setContentsMargins(0, 0, 0, 0);
    signs->setSpacing(5);
    addSign(signs, m_operators, u":"_s, tr("equals"));
    addSign(signs, m_operators, u"> < >= <="_s, tr("compare"));
    addSign(signs, m_operators, u"~"_s, tr("regex"));
    addSign(signs, m_operators, u"*"_s, tr("wildcard"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(Margin, 4, Margin - 4, 4);
    foot->setSpacing(8);
    foot->addWidget(m_operators);
    foot->addWidget(m_more);
    foot->addStretch(1);
    addSign(foot, this, tr("Tab"), tr("accept"));
    foot->addWidget(m_help);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addLayout(foot);

    connect(
        m_view, &QListView::clicked, this, [this](const QModelIndex &index) { emit chosen(index.row()); });
    connect(m_help, &QToolButton::clicked, this, &CompletionPopup::helpRequested);
    hide();
}

void CompletionPopup::setWords(const QString &title, const QString &typed, bool more, bool withOperators)
{
    m_title->setText(title);
    static_cast<CompletionDelegate *>(m_view->itemDelegate())->setTyped(typed);
    m_more->setVisible(more);
    m_operators->setVisible(withOperators && !more);
}

void CompletionPopup::showAt(const QPoint &at)
{
    const int rows = m_view->model()->rowCount();
    const int height = m_view->sizeHintForRow(0) * std::clamp(rows, 1, MostLines) + 4;
    m_view->setFixedHeight(height);
    layout()->activate();
    const QWidget *window = parentWidget();
    const int width = std::max(Width * fontMetrics().height() / 16, sizeHint().width());
    resize(std::min(width, window->width() - 8), sizeHint().height());
    move(std::clamp(at.x(), 4, std::max(4, window->width() - this->width() - 4)), at.y());
    raise();
    show();
}

void CompletionPopup::step(int lines)
{
    const int rows = m_view->model()->rowCount();
    if (rows == 0)
        return;
    const int wanted = current() + lines;
    // One step goes round, a page stops at the end.
    const int row = std::abs(lines) == 1 ? (wanted + rows) % rows : std::clamp(wanted, 0, rows - 1);
    m_view->setCurrentIndex(m_view->model()->index(row, 0));
}

void CompletionPopup::setCurrent(const QString &text)
{
    const QAbstractItemModel *model = m_view->model();
    const QModelIndexList found =
        text.isEmpty() ? QModelIndexList()
                       : model->match(model->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchExactly);
    m_view->setCurrentIndex(found.isEmpty() ? model->index(0, 0) : found.front());
}

int CompletionPopup::current() const
{
    return m_view->currentIndex().row();
}

int CompletionPopup::page() const
{
    return MostLines - 1;
}

void CompletionPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    roundedBox(&painter, rect(), theme.base, theme.lineStrong);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRect list = m_view->geometry();
    painter.fillRect(QRect(1, 1, width() - 2, list.top() - 2), theme.chrome);
    painter.fillRect(QRect(1, list.bottom() + 2, width() - 2, height() - list.bottom() - 3), theme.chrome);
    painter.setPen(theme.line);
    painter.drawLine(1, list.top() - 1, width() - 2, list.top() - 1);
    painter.drawLine(1, list.bottom() + 1, width() - 2, list.bottom() + 1);
}

} // namespace spectap
