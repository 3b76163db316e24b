// SPDX-License-Identifier: MIT
#include "ui/export/sharesafepanel.h"

#include "ui/export/sharesafefinder.h"
#include "ui/export/sharesafemodel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int FindDelay = 150; // milliseconds
constexpr int Permille = 1000;
constexpr int ListLines = 9;
constexpr std::size_t ListedOpen = 40; // rows
constexpr int RowPadding = 7;
constexpr int Spacing = 6;

/// Rows as high as those of fields.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), option.fontMetrics.height() + RowPadding};
    }
};

QPushButton *choiceButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    button->setCheckable(true);
    return button;
}

} // namespace

ShareSafePanel::ShareSafePanel(const QString &sessionPath, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_profiles(settings)
    , m_finder(new ShareSafeFinder(sessionPath, this))
    , m_model(new ShareSafeModel(this))
    , m_profileBox(new QComboBox(this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_file(new QToolButton(this))
    , m_tree(new QTreeView(this))
    , m_keep(choiceButton(tr("&Keep"), u"keepButton"_s, this))
    , m_replace(choiceButton(tr("Rep&lace"), u"replaceButton"_s, this))
    , m_drop(choiceButton(tr("&Drop"), u"dropButton"_s, this))
    , m_field(new QLineEdit(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(this))
    , m_state(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(u"shareSafePanel"_s);
    m_tree->setObjectName(u"shareSafeTree"_s);
    m_tree->setAccessibleName(tr("What was found, and what becomes of it"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new RowDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setTabKeyNavigation(false);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_tree->setColumnWidth(ShareSafeWhatColumn, digit * 36);
    m_tree->setColumnWidth(ShareSafeCountColumn, digit * 9);
    m_tree->setColumnWidth(ShareSafeChoiceColumn, digit * 11);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(ShareSafeExampleColumn, QHeaderView::Stretch);
    m_tree->setMinimumHeight((fontMetrics().height() + RowPadding) * ListLines);
    m_progress->setRange(0, Permille);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Reading the session"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_note->setWordWrap(true);
    m_note->setObjectName(u"shareSafeNote"_s);
    m_cancel->setObjectName(u"findButton"_s);
    m_cancel->setAutoDefault(false);

    auto *reading = new QHBoxLayout;
    reading->setSpacing(Spacing);
    reading->addWidget(m_state);
    reading->addWidget(m_progress, 1);
    reading->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Spacing);
    column->addLayout(makeProfileRow());
    column->addWidget(m_tree, 1);
    column->addLayout(makeChoiceRow());
    column->addLayout(reading);
    column->addWidget(m_note);

    m_delay.setSingleShot(true);
    m_delay.setInterval(FindDelay);
    connect(&m_delay, &QTimer::timeout, this, &ShareSafePanel::find);
    connect(m_finder, &ShareSafeFinder::progressed, m_progress, &QProgressBar::setValue);
    connect(m_finder, &ShareSafeFinder::ready, this, &ShareSafePanel::take);
    connect(m_finder, &ShareSafeFinder::cancelled, this,
        [this] { stopped(tr("Not read to the end. Without that nothing can be replaced.")); });
    connect(m_finder, &ShareSafeFinder::failed, this, &ShareSafePanel::stopped);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_finder->isRunning())
            m_finder->cancel();
        else
            find();
    });
    connect(m_model, &ShareSafeModel::profileChanged, this, [this] {
        m_edits.reset();
        m_delay.start();
        showChoice();
        emit editsChanged();
    });
    connect(
        m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ShareSafePanel::showChoice);

    const ShareSafeProfiles::Last last = m_profiles.last();
    m_model->setProfile(last.profile);
    listProfiles(last.name);
    showState();
    showChoice();
    setFormatTells(true);
}

ShareSafePanel::~ShareSafePanel() = default;

QBoxLayout *ShareSafePanel::makeProfileRow()
{
    m_profileBox->setObjectName(u"profileBox"_s);
    m_profileBox->setEditable(true);
    m_profileBox->lineEdit()->installEventFilter(this);
    m_profileBox->setInsertPolicy(QComboBox::NoInsert);
    m_profileBox->setAccessibleName(tr("Profile: choices under a name"));
    m_profileBox->setMinimumContentsLength(20);
    auto *label = new QLabel(tr("Prof&ile"), this);
    label->setBuddy(m_profileBox);
    m_save->setObjectName(u"saveProfileButton"_s);
    m_save->setAutoDefault(false);
    m_save->setToolTip(tr("Keeps the choices under this name"));
    m_remove->setObjectName(u"removeProfileButton"_s);
    m_remove->setAutoDefault(false);
    m_file->setObjectName(u"profileFileButton"_s);
    m_file->setText(tr("File"));
    m_file->setAccessibleName(tr("Profile as a file"));
    m_file->setToolTip(tr("The file that spectap export --redact-profile takes"));
    m_file->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_file);
    menu->addAction(tr("&Open…"), this, &ShareSafePanel::openFile);
    menu->addAction(tr("&Save as…"), this, &ShareSafePanel::saveFile);
    m_file->setMenu(menu);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing);
    row->addWidget(label);
    row->addWidget(m_profileBox);
    row->addWidget(m_save);
    row->addWidget(m_remove);
    row->addWidget(m_file);
    row->addStretch(1);
    connect(m_profileBox, &QComboBox::activated, this, &ShareSafePanel::pickProfile);
    connect(m_profileBox, &QComboBox::editTextChanged, this, [this](const QString &text) {
        const QString name = text.trimmed();
        const bool isUsual = name == m_profileBox->itemText(0);
        m_save->setEnabled(!name.isEmpty() && !isUsual);
        m_remove->setEnabled(!isUsual && m_profileBox->findText(name, Qt::MatchExactly) > 0);
    });
    connect(m_save, &QPushButton::clicked, this, &ShareSafePanel::saveProfile);
    connect(m_remove, &QPushButton::clicked, this, &ShareSafePanel::removeProfile);
    return row;
}

QBoxLayout *ShareSafePanel::makeChoiceRow()
{
    m_field->setObjectName(u"fieldPathEdit"_s);
    m_field->installEventFilter(this);
    m_field->setPlaceholderText(u"properties.memo"_s);
    m_field->setAccessibleName(tr("Path of another field to replace"));
    auto *label = new QLabel(tr("Replace a&nother field"), this);
    label->setBuddy(m_field);
    auto *add = new QPushButton(tr("Add"), this);
    add->setObjectName(u"addFieldButton"_s);
    add->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing);
    row->addWidget(m_keep);
    row->addWidget(m_replace);
    row->addWidget(m_drop);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(m_field);
    row->addWidget(add);
    const std::pair<QPushButton *, FieldChoice> buttons[] = {
        {m_keep, FieldChoice::Keep}, {m_replace, FieldChoice::Replace}, {m_drop, FieldChoice::Drop}};
    for (const auto &[button, choice] : buttons) {
        connect(button, &QPushButton::clicked, this, [this, choice = choice] {
            m_model->choose(m_tree->selectionModel()->selectedRows(), choice);
            showChoice();
        });
    }
    connect(add, &QPushButton::clicked, this, &ShareSafePanel::addField);
    return row;
}

/// Enter in a line of text ends that line, and does not export.
bool ShareSafePanel::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (object == m_field)
                addField();
            else
                enterProfile();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

void ShareSafePanel::setOn(bool on)
{
    m_on = on;
    if (on && !m_edits) {
        find();
    } else if (!on) {
        m_delay.stop();
        m_finder->cancel();
    }
    emit editsChanged();
}

void ShareSafePanel::setFormatTells(bool tells)
{
    const QString made =
        tr("Bytes are re-made: they are not those that were received, and %1. A name in free "
           "text that no field gives away stays, so look before you send.");
    m_note->setText(made.arg(tells ? tr("the file says so") : tr("this format has no place to say so")));
}

void ShareSafePanel::remember()
{
    const QString name = m_profileBox->currentText().trimmed();
    m_profiles.setLast({m_on, m_profiles.profile(name) ? name : QString(), m_model->profile()});
}

void ShareSafePanel::find()
{
    if (!m_on)
        return;
    m_stopped = false;
    m_edits.reset();
    m_progress->setValue(0);
    m_finder->find(m_model->profile());
    showState();
    emit editsChanged();
}

void ShareSafePanel::take(const ShareSafeKnowledge &knowledge)
{
    const bool isFirst = m_model->rowCount() == 0 || !m_tree->currentIndex().isValid();
    m_model->setFound(knowledge.found);
    if (isFirst) {
        m_tree->setCurrentIndex(m_model->index(0, 0));
        if (knowledge.found.size() <= ListedOpen)
            m_tree->expandAll();
    }
    if (m_delay.isActive())
        return; // chosen otherwise meanwhile
    m_edits = knowledge.edits;
    say(m_model->rowCount() == 0 ? tr("Nothing was found that looks sensitive.") : QString());
    showState();
    showChoice();
    emit editsChanged();
}

void ShareSafePanel::stopped(const QString &why)
{
    m_stopped = true;
    showState();
    say(m_on ? why : QString());
}

void ShareSafePanel::say(const QString &text)
{
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void ShareSafePanel::showState()
{
    const bool running = m_finder->isRunning();
    m_progress->setVisible(running);
    m_cancel->setVisible(running || m_stopped);
    m_cancel->setText(running ? tr("Stop reading") : tr("Read again"));
    if (running)
        say(tr("Looking for what is sensitive…"));
}

void ShareSafePanel::showChoice()
{
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    const std::pair<QPushButton *, FieldChoice> buttons[] = {
        {m_keep, FieldChoice::Keep}, {m_replace, FieldChoice::Replace}, {m_drop, FieldChoice::Drop}};
    for (const auto &[button, choice] : buttons) {
        bool can = false;
        bool is = !rows.isEmpty();
        for (const QModelIndex &row : rows) {
            can |= m_model->canChoose(row, choice);
            is &= m_model->choiceAt(row) == choice;
        }
        button->setEnabled(can);
        button->setChecked(is);
    }
}

void ShareSafePanel::listProfiles(const QString &current)
{
    const QSignalBlocker quiet(m_profileBox);
    m_profileBox->clear();
    m_profileBox->addItem(tr("Usual"));
    m_profileBox->addItems(m_profiles.names());
    const int at = current.isEmpty() ? 0 : m_profileBox->findText(current, Qt::MatchExactly);
    m_profileBox->setCurrentIndex(std::max(at, 0));
    m_save->setEnabled(at > 0);
    m_remove->setEnabled(at > 0);
}

void ShareSafePanel::pickProfile(int index)
{
    const auto profile = index == 0 ? RedactionProfile() : m_profiles.profile(m_profileBox->itemText(index));
    if (!profile)
        return;
    m_model->setProfile(*profile);
    find();
}

void ShareSafePanel::enterProfile()
{
    const int known = m_profileBox->findText(m_profileBox->currentText().trimmed(), Qt::MatchExactly);
    if (known >= 0) {
        m_profileBox->setCurrentIndex(known);
        pickProfile(known);
    } else if (m_save->isEnabled()) {
        saveProfile();
    }
}

void ShareSafePanel::saveProfile()
{
    const QString name = m_profileBox->currentText().trimmed();
    m_profiles.save(name, m_model->profile());
    listProfiles(name);
    say(tr("Saved as %1.").arg(name));
}

void ShareSafePanel::removeProfile()
{
    m_profiles.remove(m_profileBox->currentText().trimmed());
    listProfiles({});
    pickProfile(0);
}

void ShareSafePanel::openFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a share-safe profile"), {}, tr("Share-safe profiles (*.json)"));
    if (path.isEmpty())
        return;
    const auto profile = RedactionProfile::load(path);
    if (!profile) {
        say(profile.error().message);
        return;
    }
    m_profileBox->setEditText(QFileInfo(path).completeBaseName());
    m_model->setProfile(*profile);
    find();
}

void ShareSafePanel::saveFile()
{
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save the share-safe profile"), u"share-safe.json"_s, tr("Share-safe profiles (*.json)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".json"_s;
    QSaveFile file(path);
    const QByteArray json = m_model->profile().toJson();
    if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit())
        say(tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
    else
        say(tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
}

void ShareSafePanel::addField()
{
    const QByteArray path = m_field->text().trimmed().toUtf8();
    if (path.isEmpty())
        return;
    m_field->clear();
    const QModelIndex row = m_model->replaceField(path);
    m_tree->setCurrentIndex(row);
    m_tree->scrollTo(row);
}

} // namespace spectap
