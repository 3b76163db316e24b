// SPDX-License-Identifier: MIT
#include "ui/files/importproblems.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(720, 420);

enum Column
{
    Line,
    Byte,
    Reason,
    ColumnCount
};

QTableWidgetItem *cell(const QString &text, Qt::Alignment alignment)
{
    auto *item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setToolTip(text);
    return item;
}

} // namespace

ImportProblemsDialog::ImportProblemsDialog(
    const QString &name, const std::vector<ImportProblem> &problems, quint64 count, QWidget *parent)
    : QDialog(parent)
    , m_table(new QTableWidget(static_cast<int>(problems.size()), ColumnCount, this))
{
    setObjectName(u"importProblems"_s);
    setWindowTitle(tr("Not imported"));
    resize(FirstSize);

    QString words = tr("%Ln place(s) in %1 could not be read. Everything else is in the session.", nullptr,
        static_cast<int>(count))
                        .arg(name);
    if (count > problems.size())
        words += u' ' + tr("These are the first %Ln.", nullptr, static_cast<int>(problems.size()));
    auto *summary = new QLabel(words, this);
    summary->setTextFormat(Qt::PlainText);
    summary->setWordWrap(true);

    m_table->setObjectName(u"importProblemList"_s);
    m_table->setAccessibleName(tr("What could not be read"));
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("Byte"), tr("What is wrong")});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(Reason, QHeaderView::Stretch);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ImportProblem &problem = problems[static_cast<std::size_t>(row)];
        const auto number = [&problem](qint64 value) {
            return problem.line > 0 ? QString::number(value) : QString();
        };
        m_table->setItem(row, Line, cell(number(problem.line), Qt::AlignRight));
        m_table->setItem(row, Byte, cell(number(problem.offset), Qt::AlignRight));
        m_table->setItem(row, Reason, cell(problem.reason, Qt::AlignLeft));
    }

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copyAll = buttons->addButton(tr("&Copy all"), QDialogButtonBox::ActionRole);
    copyAll->setObjectName(u"copyImportProblems"_s);
    connect(copyAll, &QPushButton::clicked, this, &ImportProblemsDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *all = new QVBoxLayout(this);
    all->addWidget(summary);
    all->addWidget(m_table, 1);
    all->addWidget(buttons);
}

void ImportProblemsDialog::copy() const
{
    QString text;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString line = m_table->item(row, Line)->text();
        const QString reason = m_table->item(row, Reason)->text();
        text +=
            line.isEmpty()
                ? reason
                : tr("line %1, byte %2: %3", "copied").arg(line, m_table->item(row, Byte)->text(), reason);
        text += u'\n';
    }
    QApplication::clipboard()->setText(text);
}

} // namespace spectap
