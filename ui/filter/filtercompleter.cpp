// SPDX-License-Identifier: MIT
#include "ui/filter/filtercompleter.h"

#include "ui/filter/completionmodel.h"
#include "ui/filter/filteredit.h"
#include "ui/numbers.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace spectap {

FilterCompleter::FilterCompleter(FilterEdit *edit, const SessionDocument &document)
    : QObject(edit)
    , m_edit(edit)
    , m_finder(document)
    , m_model(new CompletionModel(this))
{
    edit->installEventFilter(this);
    connect(edit, &QLineEdit::textEdited, this, [this] { follow(false); });
    connect(edit, &QLineEdit::cursorPositionChanged, this, [this] {
        if (isOpen())
            follow(false);
    });
    connect(edit, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            close();
    });
    connect(&m_finder, &FilterWordFinder::found, this, &FilterCompleter::take);
    connect(&document, &SessionDocument::reset, this, &FilterCompleter::close);
}

bool FilterCompleter::isOpen() const
{
    return m_popup && m_popup->isVisible();
}

void FilterCompleter::close()
{
    m_finder.cancel();
    m_askedPlace = {};
    m_askedRest.clear();
    m_words = {};
    m_moved = false;
    if (m_popup)
        m_popup->hide();
    speak();
    m_edit->setCompleting(false);
}

/// Where there is something to complete at the cursor, looks for it; `wanted` also where nothing is typed
/// yet.
void FilterCompleter::follow(bool wanted)
{
    const QueryCompletion place = completionAt(m_edit->text(), m_edit->cursorPosition());
    const bool begun = place.what != QueryCompletion::What::Key || !place.typed.isEmpty();
    if (place.what == QueryCompletion::What::Nothing || m_edit->hasSelectedText() ||
        !(begun || wanted || (isOpen() && m_edit->text().isEmpty()))) {
        close();
        return;
    }
    m_place = place;
    m_moved = false;
    ask();
    show(); // what is known by now
}

/// Words that are all known for a shorter beginning are known for this one.
void FilterCompleter::ask()
{
    const QString text = m_edit->text();
    const QString rest = withoutTerm(text, m_place.termFrom, m_place.termTo);
    const bool same = m_askedPlace.what == m_place.what && m_askedPlace.key == m_place.key &&
                      m_askedPlace.path == m_place.path && m_askedRest == rest &&
                      m_place.typed.startsWith(m_askedPlace.typed);
    if (same && m_words.complete && !m_words.more && !m_finder.isBusy())
        return;
    if (!same)
        m_words = {};
    m_askedPlace = m_place;
    m_askedRest = rest;
    const auto query = Query::parse(rest);
    m_finder.ask({m_place, query ? *query : Query()});
}

void FilterCompleter::take(std::shared_ptr<const FilterWords> words)
{
    m_words = *words;
    if (m_edit->hasFocus())
        show();
}

void FilterCompleter::show()
{
    if (!m_popup) {
        m_popup = new CompletionPopup(m_model, m_edit->window());
        connect(m_popup, &CompletionPopup::chosen, this, &FilterCompleter::accept);
        connect(m_popup, &CompletionPopup::helpRequested, this, &FilterCompleter::helpRequested);
    }
    const QString chosen = m_moved ? m_model->index(m_popup->current(), 0).data().toString() : QString();
    m_model->fill(m_place, m_words);
    m_popup->setCurrent(chosen); // more words may have come meanwhile
    if (m_model->rowCount() == 0 || m_model->isJust(m_place.typed)) {
        m_popup->hide();
        speak();
        m_edit->setCompleting(false);
        return;
    }
    m_popup->setWords(title(), m_place.typed, m_words.more, m_place.what == QueryCompletion::What::Key);
    m_edit->setCompleting(true);
    const int x = m_edit->columnX(m_place.from);
    m_popup->showAt(m_edit->mapTo(m_edit->window(), QPoint(x - 30, m_edit->height() + 2)));
    speak();
}

/// The list has no focus for a screen reader to follow: the field says which line is marked.
void FilterCompleter::speak()
{
    const QModelIndex line = m_model->index(isOpen() ? m_popup->current() : -1, 0);
    m_edit->setAccessibleDescription(line.data(Qt::AccessibleTextRole).toString());
}

QString FilterCompleter::title() const
{
    const int calls = static_cast<int>(m_words.calls);
    const bool fields =
        m_place.what == QueryCompletion::What::Key || m_place.what == QueryCompletion::What::Field;
    if (m_place.what == QueryCompletion::What::JsonType)
        return tr("JSON types");
    if (calls == 0)
        return m_place.what == QueryCompletion::What::Key ? tr("Keys") : tr("Values");
    if (m_words.newestOnly)
        return fields ? tr("Fields in the newest %Ln call(s)", nullptr, calls)
                      : tr("Values in the newest %Ln call(s)", nullptr, calls);
    if (m_words.wholeSession || m_askedRest.isEmpty())
        return fields ? tr("Fields in this session") : tr("Values in this session");
    return fields ? tr("Fields in these %Ln call(s)", nullptr, calls)
                  : tr("Values in these %Ln call(s)", nullptr, calls);
}

void FilterCompleter::accept(int row)
{
    const QString text = m_model->index(row, 0).data(CompletionModel::InsertRole).toString();
    if (text.isEmpty())
        return;
    const QueryCompletion place = m_place;
    m_edit->setSelection(static_cast<int>(place.from), static_cast<int>(place.to - place.from));
    m_edit->insert(text); // one step of undo, and the popup goes on to what follows a key
    m_edit->setFocus();
    if (!text.endsWith(u':') && !text.endsWith(u'='))
        close();
}

bool FilterCompleter::handleKey(QKeyEvent *key)
{
    const bool control = key->modifiers() & Qt::ControlModifier;
    if (key->key() == Qt::Key_Space && control) {
        follow(true);
        return true;
    }
    if (!isOpen()) {
        if (key->key() != Qt::Key_Down || key->modifiers() != Qt::NoModifier)
            return false;
        follow(true);
        return true;
    }
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const bool up = key->key() == Qt::Key_Up || key->key() == Qt::Key_PageUp;
        const bool page = key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown;
        m_popup->step((up ? -1 : 1) * (page ? m_popup->page() : 1));
        m_moved = true;
        speak();
        return true;
    }
    case Qt::Key_Tab:
        accept(m_popup->current());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_moved)
            accept(m_popup->current());
        close();
        return false; // the field applies it
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

bool FilterCompleter::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // Esc and Tab are this field's while the popup is open
        if (isOpen()) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            if (key == Qt::Key_Escape || key == Qt::Key_Tab) {
                event->accept();
                return true;
            }
        }
        break;
    case QEvent::KeyPress:
        return handleKey(static_cast<QKeyEvent *>(event));
    case QEvent::Resize:
        if (isOpen())
            show();
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
        close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(object, event);
}

} // namespace spectap
