// SPDX-License-Identifier: MIT
#include "ui/marks/noteeditor.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(360, 190);

bool isKeepKey(const QKeyEvent *key)
{
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return enter && (key->modifiers() & Qt::ControlModifier) != 0;
}

} // namespace

NoteEditor::NoteEditor(QWidget *parent)
    : QDialog(parent)
    , m_about(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(u"noteEditor"_s);
    setWindowTitle(tr("Note"));
    setModal(false);
    resize(FirstSize);
    m_text->setObjectName(u"noteText"_s);
    m_text->setAccessibleName(tr("Note"));
    m_text->setPlaceholderText(tr("What is to be remembered of this call"));
    m_text->setTabChangesFocus(true);
    m_text->installEventFilter(this);
    m_about->setBuddy(m_text);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *keep = buttons->addButton(tr("&Keep"), QDialogButtonBox::AcceptRole);
    keep->setObjectName(u"keepNote"_s);
    keep->setDefault(true);
    keep->setToolTip(tr("%1 (%2)", "action, key")
                         .arg(tr("Keep the note with the session"),
                             QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(keep, &QPushButton::clicked, this, &NoteEditor::keep);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_about);
    column->addWidget(m_text, 1);
    column->addWidget(buttons);
}

void NoteEditor::edit(std::vector<quint32> seqs, const QString &note)
{
    m_seqs = std::move(seqs);
    m_about->setText(m_seqs.size() == 1
                         ? tr("&Note on call #%1").arg(m_seqs.front())
                         : tr("&Note on %n call(s)", nullptr, static_cast<int>(m_seqs.size())));
    m_text->setPlainText(note);
    m_text->selectAll();
    show();
    raise();
    activateWindow();
    m_text->setFocus();
}

void NoteEditor::forget()
{
    m_seqs.clear();
    close();
}

void NoteEditor::keep()
{
    emit kept(m_seqs, m_text->toPlainText().trimmed());
    close();
}

void NoteEditor::keyPressEvent(QKeyEvent *event)
{
    if (isKeepKey(event))
        keep();
    else
        QDialog::keyPressEvent(event);
}

bool NoteEditor::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_text && event->type() == QEvent::KeyPress && isKeepKey(static_cast<QKeyEvent *>(event))) {
        keep();
        return true;
    }
    return QDialog::eventFilter(object, event);
}

} // namespace spectap
