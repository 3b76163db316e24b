// SPDX-License-Identifier: MIT
#include "ui/navigator/navigatorpanel.h"

#include "ui/focusentry.h"
#include "ui/navigator/navigatorsection.h"
#include "ui/navigator/navigatorwords.h"

#include <QClipboard>
#include <QDataStream>
#include <QGuiApplication>
#include <QIODevice>
#include <QMenu>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MinimumWidth = 180;
constexpr int DesignWidth = 234;

} // namespace

NavigatorPanel::NavigatorPanel(NavigatorModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_words(new NavigatorWords(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"navigator"_s);
    setAccessibleName(tr("Navigator"));
    setMinimumWidth(MinimumWidth);
    m_words->setSourceModel(model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    for (int i = 0; i < NavigatorLists; ++i) {
        const auto list = static_cast<NavigatorList>(i);
        auto *section = new NavigatorSection(
            model, m_words, list, [this](const QModelIndex &index) { return isAsked(index); }, m_splitter);
        m_splitter->addWidget(section);
        m_sections[static_cast<std::size_t>(i)] = section;
        connect(section, &NavigatorSection::rowChosen, this,
            [this, list](const QModelIndex &index) { choose(list, index); });
        connect(section, &NavigatorSection::menuRequested, this,
            [this, list](const QModelIndex &index, const QPoint &at) { showMenu(list, index, at); });
    }
    new FocusEntry(this, m_sections[static_cast<std::size_t>(NavigatorList::Events)]->tree());
    resize(DesignWidth, height());
    m_splitter->setSizes({112, 320, 124});
    m_splitter->setStretchFactor(1, 1);
}

void NavigatorPanel::setFilterText(const QString &text)
{
    m_query = ChipQuery::parse(text);
    for (const NavigatorSection *section : m_sections)
        section->tree()->viewport()->update();
}

bool NavigatorPanel::isAsked(const QModelIndex &index) const
{
    return m_query.asks(index.data(NavigatorTermRole).toString());
}

/// Terms of the rows below `parent` that the filter asks for.
QStringList NavigatorPanel::askedTerms(const QModelIndex &parent) const
{
    QStringList terms;
    for (int row = 0; row < m_words->rowCount(parent); ++row) {
        const QModelIndex index = m_words->index(row, 0, parent);
        const QString term = index.data(NavigatorTermRole).toString();
        if (m_query.asks(term))
            terms << term;
        terms << askedTerms(index);
    }
    return terms;
}

void NavigatorPanel::choose(NavigatorList list, const QModelIndex &index)
{
    const QString term = index.data(NavigatorTermRole).toString();
    QStringList asked = askedTerms(m_words->mapFromSource(m_model->root(list)));
    // "type:track event=a" asks for its type too; that is no row somebody chose.
    const bool again = asked.contains(term) && (asked.size() == 1 || asked.back() == term);
    emit termsReplaced(asked, again ? QString() : term);
}

void NavigatorPanel::showMenu(NavigatorList list, const QModelIndex &index, const QPoint &at)
{
    const QString term = index.data(NavigatorTermRole).toString();
    const QString name = index.data(Qt::DisplayRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, auto &&action) {
        connect(menu->addAction(text), &QAction::triggered, this, action);
    };
    const QPersistentModelIndex row = index;
    add(tr("&Only this"), [this, list, row] {
        if (row.isValid() && !isAsked(row))
            choose(list, row);
    });
    add(tr("&Hide"),
        [this, term] { emit termAdded(term.contains(u' ') ? u"-("_s + term + u')' : QString(u'-' + term)); });
    menu->addSeparator();
    add(tr("&Copy name"), [name] { QGuiApplication::clipboard()->setText(name); });
    add(tr("Copy as &filter"), [term] { QGuiApplication::clipboard()->setText(term); });
    menu->popup(at);
}

QByteArray NavigatorPanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_splitter->saveState();
    for (const NavigatorSection *section : m_sections)
        stream << section->isFolded() << static_cast<quint8>(m_model->order(section->list()));
    return state;
}

void NavigatorPanel::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    QByteArray sizes;
    stream >> sizes;
    m_splitter->restoreState(sizes);
    for (NavigatorSection *section : m_sections) {
        bool folded = false;
        quint8 order = 0;
        stream >> folded >> order;
        if (stream.status() != QDataStream::Ok || order > static_cast<quint8>(NavigatorOrder::Problems))
            return;
        section->setFolded(folded);
        m_model->setOrder(section->list(), static_cast<NavigatorOrder>(order));
    }
}

} // namespace spectap
