// SPDX-License-Identifier: MIT
#include "ui/table/fielddialog.h"

#include "model/query/querypath.h"
#include "ui/numbers.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

FieldDialog::FieldDialog(const SessionDocument &document, QWidget *parent)
    : QDialog(parent)
    , m_finder(document)
    , m_edit(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_note(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(u"fieldDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add a field as column"));
    auto *prompt = new QLabel(tr("&Field, for example properties.revenue:"), this);
    prompt->setBuddy(m_edit);
    m_edit->setObjectName(u"fieldEdit"_s);
    m_edit->setAccessibleName(tr("Field"));
    m_edit->installEventFilter(this);
    m_list->setObjectName(u"fieldList"_s);
    m_list->setAccessibleName(tr("Fields seen in this session"));
    m_list->setUniformItemSizes(true);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Add column"));
    auto *column = new QVBoxLayout(this);
    for (QWidget *part :
        {static_cast<QWidget *>(prompt), static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_list),
            static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_buttons)})
        column->addWidget(part);
    resize(420, 420);

    connect(m_edit, &QLineEdit::textEdited, this, &FieldDialog::ask);
    connect(m_edit, &QLineEdit::textChanged, this, &FieldDialog::judge);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            m_edit->setText(item->data(Qt::UserRole).toString());
    });
    connect(m_list, &QListWidget::itemDoubleClicked, this, &FieldDialog::accept);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &FieldDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &FieldDialog::reject);
    connect(&m_finder, &FilterWordFinder::found, this,
        [this](const std::shared_ptr<const FilterWords> &words) { offer(*words); });
    ask();
    judge();
}

/// The arrows walk through the list while the field is typed.
bool FieldDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void FieldDialog::ask()
{
    FilterWordQuestion question;
    question.place.what = QueryCompletion::What::Field;
    question.place.typed = m_edit->text();
    m_finder.ask(question);
}

void FieldDialog::offer(const FilterWords &words)
{
    m_list->clear();
    for (const FilterWord &word : words.words) {
        const QString calls = tr("%Ln call(s)", nullptr, int(word.calls));
        auto *item = new QListWidgetItem(
            word.calls > 0 ? u"%1  \u2014  %2"_s.arg(word.text, calls) : word.text, m_list);
        item->setData(Qt::UserRole, word.text);
    }
}

void FieldDialog::judge()
{
    const QString path = m_edit->text().trimmed();
    const bool good = QueryPath::parse(path).has_value();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(good);
    m_note->setText(
        good || path.isEmpty()
            ? QString()
            : tr("This is no path. Write names joined by dots, items as [0], other names in quotes."));
}

void FieldDialog::accept()
{
    const QString path = m_edit->text().trimmed();
    if (!QueryPath::parse(path))
        return;
    emit chosen(path);
    QDialog::accept();
}

} // namespace spectap
