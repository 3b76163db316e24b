// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QWidget>

#include <memory>

class QLabel;
class QModelIndex;
class QSplitter;
class QToolButton;

namespace spectap {

class ExplanationPanel;
class FieldFinder;
class FieldTree;
class FieldTreeModel;
class FieldWordsModel;
class FindTarget;
class HintBar;

/// The Fields tab: every field with its verdict, and below it what is said of the selected one.
class FieldsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FieldsPage(const Catalogue &catalogue, QWidget *parent = nullptr);
    ~FieldsPage() override;

    void setCall(std::shared_ptr<const CallDocument> call);
    void showField(const QByteArray &pointer);
    /// Index into CallDocument::fields, -1: none.
    [[nodiscard]] int currentField() const;
    void stepProblem(int direction);

    /// What is said of the selected field.
    [[nodiscard]] ExplanationPanel *explanation() const;

    [[nodiscard]] FindTarget *finder() const;

signals:
    /// Other rows are listed.
    void rowsChanged();
    void fieldPicked(int field);
    void filterRequested(const QString &query);
    /// The field is to be seen of every call.
    void columnRequested(const QString &path);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar();
    void followSelection(const QModelIndex &index);
    void showHint();
    void reselect();
    void openMenu(const QPoint &position);

    const Catalogue &m_catalogue;
    std::shared_ptr<const CallDocument> m_call;
    FieldTreeModel *m_fields;
    FieldWordsModel *m_words;
    QWidget *m_bar = nullptr;
    QToolButton *m_problemsOnly = nullptr;
    QToolButton *m_notSent = nullptr;
    QLabel *m_count = nullptr;
    HintBar *m_hint = nullptr;
    QSplitter *m_splitter = nullptr;
    QList<int> m_otherSizes; ///< of the splitter, for the orientation it does not have now
    FieldTree *m_tree = nullptr;
    ExplanationPanel *m_explanation = nullptr;
    std::unique_ptr<FieldFinder> m_finder;
    QByteArray m_pointer; ///< the field the person is looking at, also across calls
    bool m_settling = false;
};

} // namespace spectap
