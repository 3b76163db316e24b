// SPDX-License-Identifier: MIT
#include "ui/filter/filterbar.h"

#include "ui/filter/chipquery.h"
#include "ui/filter/filtercompleter.h"
#include "ui/filter/filteredit.h"
#include "ui/filter/filterstore.h"
#include "ui/filter/historypopup.h"
#include "ui/filter/savedfilters.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr CallType TypeOrder[] = {
    CallType::Track, CallType::Page, CallType::Screen, CallType::Identify, CallType::Group, CallType::Alias};
constexpr Severity SeverityOrder[] = {Severity::Error, Severity::Warning, Severity::Info, Severity::Ok};

bool shows(const ChipQuery &query, const Chip::Subject &subject)
{
    return std::visit([&query](auto value) { return query.shows(value); }, subject);
}

} // namespace

FilterBar::FilterBar(QWidget *parent)
    : QToolBar(parent)
    , m_edit(new FilterEdit(this))
    , m_store(new FilterStore(this))
    , m_saved(new SavedFilters(m_store, this))
{
    setObjectName(u"filterBar"_s);
    setWindowTitle(tr("Filter"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);

    auto *rows = new QWidget(this);
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(6, 2, 6, 2);
    column->setSpacing(4);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(4);
    column->addLayout(layout);
    column->addWidget(m_saved);
    layout->addWidget(m_edit, 1);
    layout->addSpacing(6);
    int number = 0;
    const auto add = [this, layout, &number](Chip::Subject subject) {
        auto *chip = new Chip(subject, this);
        layout->addWidget(chip);
        m_chips.push_back(chip);
        connect(chip, &Chip::toggleRequested, this, [this, subject] {
            ChipQuery query = ChipQuery::parse(m_edit->text());
            std::visit([&query](auto value) { query.toggle(value); }, subject);
            m_edit->apply(query.text());
            showState();
        });
        connect(chip, &Chip::onlyRequested, this, [this, subject] {
            ChipQuery query = ChipQuery::parse(m_edit->text());
            std::visit([&query](auto value) { query.only(value); }, subject);
            m_edit->apply(query.text());
            showState();
        });
        // Alt+1 to 6 for the types, Alt+7 to 0 for the severities.
        ++number;
        auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number % 10)), this);
        connect(shortcut, &QShortcut::activated, chip, &Chip::toggleRequested);
    };
    for (const CallType type : TypeOrder)
        add(type);
    layout->addSpacing(8);
    for (const Severity severity : SeverityOrder)
        add(severity);
    addWidget(rows);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::showState);
    connect(m_edit, &FilterEdit::used, m_store, &FilterStore::use);
    connect(m_edit, &FilterEdit::historyRequested, this, &FilterBar::showHistory);
    connect(m_edit, &FilterEdit::queryChanged, this,
        [this](const Query &query) { m_saved->setCurrent(query.text()); });
    connect(m_saved, &SavedFilters::filterRequested, m_edit, &FilterEdit::apply);
}

void FilterBar::setDocument(const SessionDocument &document)
{
    m_completer = new FilterCompleter(m_edit, document);
    connect(m_completer, &FilterCompleter::helpRequested, this, &FilterBar::helpRequested);
}

void FilterBar::setSettings(Settings *settings)
{
    m_store->setSettings(settings);
}

bool FilterBar::isSettled() const
{
    return m_edit->isSettled() && (!m_completer || m_completer->isSettled());
}

void FilterBar::showHistory(const QPoint &at)
{
    if (!m_history) {
        m_history = new HistoryPopup(m_store, this);
        connect(m_history, &HistoryPopup::chosen, this, [this](const QString &text) {
            m_edit->apply(text);
            m_store->use(text);
            m_edit->setFocus();
        });
        connect(m_history, &HistoryPopup::saveRequested, this,
            [this] { m_saved->add(m_edit->text().trimmed()); });
    }
    const bool canSave = m_edit->isUnderstood() && m_edit->isSettled();
    m_history->open(at, canSave ? m_edit->text().trimmed() : QString());
}

void FilterBar::setCounts(
    const std::array<quint32, CallTypeCount> &types, const std::array<quint32, 4> &severities)
{
    for (Chip *chip : m_chips) {
        if (const auto *type = std::get_if<CallType>(&chip->subject()))
            chip->setCount(types[static_cast<std::size_t>(*type)]);
        else
            chip->setCount(severities[static_cast<std::size_t>(std::get<Severity>(chip->subject()))]);
    }
}

void FilterBar::addTerm(const QString &term)
{
    ChipQuery query = ChipQuery::parse(m_edit->text());
    query.add(term);
    m_edit->apply(query.text());
}

void FilterBar::replaceTerms(const QStringList &old, const QString &fresh)
{
    ChipQuery query = ChipQuery::parse(m_edit->text());
    for (const QString &terms : old)
        query.drop(terms);
    if (!fresh.isEmpty())
        query.add(fresh);
    m_edit->apply(ChipQuery::parse(query.text()).text());
}

void FilterBar::setTimeTerm(const QString &term)
{
    ChipQuery query = ChipQuery::parse(m_edit->text());
    query.setTime(term);
    m_edit->apply(query.text());
}

void FilterBar::showState()
{
    const ChipQuery query = ChipQuery::parse(m_edit->text());
    for (Chip *chip : m_chips) {
        int shown = 0;
        for (const Chip *other : m_chips)
            shown += other->subject().index() == chip->subject().index() && shows(query, other->subject());
        const bool on = shows(query, chip->subject());
        chip->setShown(on, on && shown == 1);
    }
}

} // namespace spectap
